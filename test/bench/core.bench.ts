import { emptyDoc, type AnnotationDoc } from '../../src/core/annotation/document';
import { mergeDocs } from '../../src/core/annotation/merge';
import { parseSidecar, printSidecar } from '../../src/core/annotation/sidecar';
import { apply, type Edit } from '../../src/core/edit/edit';
import { reshaped, update } from '../../src/core/edit/edits';
import { rectContains, type Point } from '../../src/core/geometry/rect';
import { EDGE_REACH_PX, hitAll } from '../../src/core/scene/hit';
import { hitBest } from '../../src/core/scene/hitBest';
import { sidesAround } from '../../src/core/scene/baseIndex';
import { buildIndex, deriveIndex, sceneIndex } from '../../src/core/scene/index';
import { kindOf } from '../../src/core/shapes/index';
import { polygonOf } from '../../src/core/shapes/polygon';
import { seeded, strewn, HEIGHT, WIDTH } from './core/scene';
import { quantile } from './core/quantile';

// How quick the pure ground is, in one process without a browser: index, hit test, edits, sidecar.
// What is compared takes turns within the run; only the ratios mean anything on another machine.
// Run: node out/bench/core.bench.js [--quick]

const SIZES = process.argv.includes('--quick') ? [1_000, 10_000] : [1_000, 10_000, 50_000];
const ROUNDS = 15;
/** Shapes are strewn over 24 megapixels; the image is seen at a scale at which it fills a large window. */
const SCALE = 0.3;

const rows: string[][] = [];
/** Keeps results in use, so that nothing measured is optimised away. */
let sink = 0;

function main(): void {
  const docs = SIZES.map((size) => asRead(strewn(size)));
  measureIndex(docs);
  measureHits(docs);
  measureHuge();
  measureEdits(docs);
  measureSidecar();
  measureMerge();
  printTable(['workload', 'shapes', 'median', 'p95', 'beside']);
  console.log(sink === 0 ? '(no results)' : '');
}

/** The document as it comes from a file, with its numbers laid out in memory as the parser does it. */
function asRead(doc: AnnotationDoc): AnnotationDoc {
  const read = parseSidecar(printSidecar(doc));
  if (!read.ok) throw new Error(read.problem.message);
  return read.doc;
}

function measureIndex(docs: readonly AnnotationDoc[]): void {
  for (const doc of docs) {
    const build = timed(() => (sink += buildIndex(doc).search(AT_CENTRE).length));
    const base = buildIndex(doc);
    const moved = apply(doc, moveOne(doc)).doc;
    const derive = timed(() => (sink += deriveIndex(base, moved).search(AT_CENTRE).length));
    row('index: build', doc, build, 'ms');
    row('index: derive after one edit, and query', doc, derive, 'ms', build);
  }
}

const AT_CENTRE = { x: WIDTH / 2, y: HEIGHT / 2, width: 1, height: 1 };

function measureHits(docs: readonly AnnotationDoc[]): void {
  for (const doc of docs) {
    const few = new Set(doc.annotations.slice(0, 3).map(({ id }) => id));
    sceneIndex(doc);
    const tree = perPoint(4000, (p) => treeAlone(doc, p));
    const loop = perPoint(20, (p) => lookAtAll(doc, p));
    row('hit test: the R-tree alone, which names boxes', doc, tree, 'µs');
    row('hit test: every shape in turn', doc, loop, 'µs', tree);
    const none = new Set<string>();
    row(
      'all hits, nothing selected',
      doc,
      perPoint(4000, (p) => hits(doc, none, p)),
      'µs',
      tree,
    );
    row(
      'best hit, nothing selected',
      doc,
      perPoint(4000, (p) => best(doc, none, p)),
      'µs',
      tree,
    );
    row(
      'best hit, three selected',
      doc,
      perPoint(4000, (p) => best(doc, few, p)),
      'µs',
      tree,
    );
    row(
      'best hit, jumping about',
      doc,
      perPoint(4000, (p) => best(doc, few, p), jumps),
      'µs',
      tree,
    );
    const edited = apply(doc, moveOne(doc)).doc;
    row(
      'best hit right after an edit',
      doc,
      perPoint(4000, (p) => best(edited, few, p)),
      'µs',
      tree,
    );
  }
}

/** What no hit test over this index can go below. */
function treeAlone(doc: AnnotationDoc, point: Point): number {
  let count = 0;
  const reach = EDGE_REACH_PX / SCALE;
  sceneIndex(doc).visit(sidesAround(point, reach), () => count++);
  return count;
}

function hits(doc: AnnotationDoc, selection: ReadonlySet<string>, p: Point): number {
  return hitAll(doc, { scale: SCALE }, selection, p, () => true).length;
}

function best(doc: AnnotationDoc, selection: ReadonlySet<string>, p: Point): number {
  return hitBest(doc, { scale: SCALE }, selection, p, () => true) ? 1 : 0;
}

/** The plain way: the box of each shape, then its exact test. */
function lookAtAll(doc: AnnotationDoc, p: Point): number {
  let count = 0;
  for (const { shape } of doc.annotations) {
    const kind = kindOf(shape);
    if (rectContains(kind.bounds(shape), p) && kind.contains(shape, p)) count++;
  }
  return count;
}

function measureHuge(): void {
  const ring = Array.from({ length: 100_000 }, (_, i) => (i / 50_000) * Math.PI).flatMap((angle) => [
    3000 + 1900 * Math.cos(angle) + 9 * Math.cos(977 * angle),
    2000 + 1900 * Math.sin(angle),
  ]);
  const huge = { id: 'huge', label: 'lake', shape: polygonOf(ring) };
  const doc = { ...emptyDoc({ file: 'a.jpg', widthPx: WIDTH, heightPx: HEIGHT }), annotations: [huge] };
  const selected = new Set(['huge']);
  const none = new Set<string>();
  row(
    'best hit, polygon of 100,000 points',
    doc,
    perPoint(400, (p) => best(doc, none, p), jumps),
    'µs',
  );
  row(
    '  the same, selected',
    doc,
    perPoint(400, (p) => best(doc, selected, p), jumps),
    'µs',
  );
}

function measureEdits(docs: readonly AnnotationDoc[]): void {
  for (const doc of docs) {
    const edit = moveOne(doc);
    const copy = timed(() => (sink += [...doc.annotations].length));
    row(
      'edit: move one, apply',
      doc,
      timed(() => (sink += apply(doc, edit).doc.annotations.length)),
      'ms',
      copy,
    );
  }
}

function moveOne(doc: AnnotationDoc): Edit {
  const one = doc.annotations[doc.annotations.length >> 1];
  return update('Move', one ? [one] : [], (annotation) =>
    reshaped(annotation, kindOf(annotation.shape).translate(annotation.shape, 5, 5)),
  );
}

function measureSidecar(): void {
  const doc = strewn(1000);
  const text = printSidecar(doc);
  const parse = timed(() => (sink += Object.keys(JSON.parse(text) as object).length));
  const print = timed(() => (sink += JSON.stringify(doc).length));
  row(
    'sidecar: parse (beside JSON.parse)',
    doc,
    timed(() => (sink += Number(parseSidecar(text).ok))),
    'ms',
    parse,
  );
  row(
    'sidecar: print (beside JSON.stringify)',
    doc,
    timed(() => (sink += printSidecar(doc).length)),
    'ms',
    print,
  );
}

/**
 * Three versions of 10,000 instances read from files of their own: each side changed every tenth, and one in a hundred
 * was changed by both.
 */
function measureMerge(): void {
  const base = strewn(10_000);
  const versions = [base, changedBy(base, 'ours', 0), changedBy(base, 'theirs', 5)];
  const texts = versions.map(printSidecar);
  const [b, o, t] = versions.map(asRead) as [AnnotationDoc, AnnotationDoc, AnnotationDoc];
  const parse = timed(() =>
    texts.forEach((text) => (sink += Object.keys(JSON.parse(text) as object).length)),
  );
  row(
    'merge: three ways (beside JSON.parse of the three)',
    base,
    timed(() => (sink += mergeDocs(b, o, t).doc.annotations.length)),
    'ms',
    parse,
  );
}

function changedBy(doc: AnnotationDoc, label: string, offset: number): AnnotationDoc {
  const annotations = doc.annotations.map((annotation, i) => {
    if (i % 100 === 3) return { ...annotation, label };
    if (i % 10 !== offset) return annotation;
    return { ...annotation, shape: kindOf(annotation.shape).translate(annotation.shape, 3, 3) };
  });
  return { ...doc, annotations };
}

/** Milliseconds of each round; short work is repeated within a round. */
function timed(work: () => void): number[] {
  work();
  const start = performance.now();
  work();
  const repeats = Math.max(1, Math.ceil(2 / Math.max(0.001, performance.now() - start)));
  return Array.from({ length: ROUNDS }, () => {
    const from = performance.now();
    for (let i = 0; i < repeats; i++) work();
    return (performance.now() - from) / repeats;
  });
}

/** Microseconds at each of many points; in batches, because a clock is coarser than one of them. */
function perPoint(points: number, work: (p: Point) => number, path = pointerPath): number[] {
  const places = path(points);
  for (const place of places) sink += work(place);
  return Array.from({ length: points / BATCH }, (_, batch) => {
    const from = performance.now();
    for (let i = batch * BATCH; i < (batch + 1) * BATCH; i++) sink += work(places[i] ?? ORIGIN);
    return ((performance.now() - from) * 1000) / BATCH;
  });
}

const BATCH = 10;
const ORIGIN: Point = { x: 0, y: 0 };

/** Where a pointer is from event to event: a few pixels on, across the whole image in the end. */
function pointerPath(points: number): Point[] {
  const random = seeded(points);
  return Array.from({ length: points }, (_, i) => ({
    x: (i * 17 + 9 * random()) % WIDTH,
    y: (((i * 17) / WIDTH) * 160 + 9 * random()) % HEIGHT,
  }));
}

/** Anywhere, never near the place before: nothing is in the processor's cache. */
function jumps(points: number): Point[] {
  const random = seeded(points);
  return Array.from({ length: points }, () => ({ x: random() * WIDTH, y: random() * HEIGHT }));
}

function row(name: string, doc: AnnotationDoc, times: number[], unit: 'ms' | 'µs', beside?: number[]): void {
  const shown = (value: number) => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ${unit}`;
  const ratio = beside ? `${(quantile(times, 0.5) / quantile(beside, 0.5)).toPrecision(2)} x` : '';
  rows.push([
    name,
    String(doc.annotations.length),
    shown(quantile(times, 0.5)),
    shown(quantile(times, 0.95)),
    ratio,
  ]);
}

function printTable(head: string[]): void {
  const all = [head, ...rows];
  const widths = head.map((_, i) => Math.max(...all.map((cells) => (cells[i] ?? '').length)));
  for (const cells of all)
    console.log(
      cells
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join('  '),
    );
}

main();
