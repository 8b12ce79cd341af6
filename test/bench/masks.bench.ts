import type { Annotation } from '../../src/core/annotation/annotation';
import { emptyDoc, type AnnotationDoc } from '../../src/core/annotation/document';
import { apply, type Edit } from '../../src/core/edit/edit';
import { reshaped, update } from '../../src/core/edit/edits';
import { packEdit } from '../../src/core/edit/packedEdit';
import { intersection, unite } from '../../src/core/geometry/booleans';
import { fillRings } from '../../src/core/mask/fillRings';
import { maskOutline } from '../../src/core/mask/outline';
import { erase, paint } from '../../src/core/mask/paint';
import { panopticGaps } from '../../src/core/mask/panopticGaps';
import { maskOfSpans, spansOfMask } from '../../src/core/mask/rle';
import { strokeSpans } from '../../src/core/mask/stroke';
import { Scissors } from '../../src/core/pixels/scissors';
import { similar } from '../../src/core/pixels/similar';
import { wand } from '../../src/core/pixels/wand';
import type { PixelPatch } from '../../src/core/pixels/patch';
import { mask as kind, type Mask } from '../../src/core/shapes/mask';
import { quantile } from './core/quantile';
import { HEIGHT, strewn, WIDTH } from './core/scene';

// Masks, areas and the tools that follow the picture, in one process without a browser. The image has 24 megapixels.
// Aims: a stroke of 200 px on any mask within 10 ms; a thousand strokes kept for undo within a few megabytes.
// Run: node out/bench/masks.bench.js [--quick]

const ROUNDS = process.argv.includes('--quick') ? 5 : 15;
const STROKES = process.argv.includes('--quick') ? 100 : 1000;
const IMAGE = { x: 0, y: 0, width: WIDTH, height: HEIGHT };
const CENTRE = { x: WIDTH / 2, y: HEIGHT / 2 };

/** Keeps results in use, so that nothing measured is optimised away. */
let sink = 0;

function main(): void {
  const round = maskOf([blob(CENTRE.x, CENTRE.y, 1900, 400)]);
  const torn = maskOf([blob(CENTRE.x, CENTRE.y, 1900, 400), ...pieces(400)]);
  for (const [name, mask] of [
    ['one blob', round],
    ['400 pieces', torn],
  ] as const)
    measureMask(name, mask);
  measureAreas();
  measurePixels();
  measureUndo(round);
  console.log(sink === 0 ? '(no results)' : '');
}

function maskOf(rings: readonly number[][]): Mask {
  return maskOfSpans(fillRings(rings, IMAGE)) as Mask;
}

function pieces(count: number): number[][] {
  return Array.from({ length: count }, (_, i) => blob((i * 7919) % WIDTH, (i * 104_729) % HEIGHT, 60, 64));
}

function blob(x: number, y: number, radius: number, points: number): number[] {
  return Array.from({ length: points }, (_, i) => (2 * Math.PI * i) / points).flatMap((angle) => {
    const r = radius * (0.85 + 0.15 * Math.sin(9 * angle + x));
    return [x + r * Math.cos(angle), y + r * Math.sin(angle)];
  });
}

/** A hand's stroke of 20 points, some 400 pixels long. */
function line(i: number): number[] {
  const [x, y] = [(i * 7919) % WIDTH, (i * 104_729) % HEIGHT];
  return Array.from({ length: 20 }, (_, k) => [x + 20 * k, y + 40 * Math.sin(k / 3)]).flat();
}

function measureMask(name: string, mask: Mask): void {
  const spans = spansOfMask(mask);
  const ends = `${name}: ${spans.xs.length} span ends, ${mask.runs.length} characters`;
  let i = 0;
  row('stroke of 200 px: make, paint and encode', ends, () => (sink += use(paint(mask, stroke(i++)))));
  row('stroke of 200 px: make, erase and encode', ends, () => (sink += use(erase(mask, stroke(i++)))));
  row('decode', ends, () => (sink += spansOfMask({ ...mask }).heightPx));
  row('outline', ends, () => (sink += maskOutline({ ...mask }).length));
  row('inside? and distance from the border, 1000 points', ends, () => {
    for (let k = 0; k < 1000; k++) {
      const p = { x: (k * 7919) % WIDTH, y: (k * 104_729) % HEIGHT };
      if (kind.contains(mask, p) && kind.outlineDistance(mask, p) < 8) sink++;
    }
  });
}

const stroke = (i: number) => strokeSpans(line(i), 200, 'round');
const use = (mask: Mask | undefined): number => mask?.runs.length ?? 1;

function measureAreas(): void {
  const [a, b] = [[blob(2500, 2000, 1500, 100_000)], [blob(3200, 2000, 1500, 100_000)]];
  row('union', 'two polygons of 100,000 points', () => (sink += unite([a, b]).length));
  row('intersection', 'two polygons of 100,000 points', () => (sink += intersection(a, b).length));
  const doc = strewn(1000);
  row(
    'panoptic gaps and clashes',
    '500 polygons among 1,000 shapes',
    () => (sink += panopticGaps(doc, 0).clashes.length),
  );
}

function measurePixels(): void {
  const [widthPx, heightPx] = [1024, 1024];
  const data = new Uint8ClampedArray(4 * widthPx * heightPx);
  data.forEach((_, i) => (data[i] = 128 + 100 * Math.sin((i >> 2) / 90) * Math.cos((i >> 12) / 35)));
  const patch: PixelPatch = { imageRect: { x: 0, y: 0, width: 2048, height: 2048 }, widthPx, heightPx, data };
  const at = { x: 700, y: 700 };
  row('magic wand', 'a megapixel', () => (sink += use(wand(patch, at, { tolerance: 24, contiguous: true }))));
  row('scissors: costs, search to a corner', 'a megapixel', () => {
    const scissors = new Scissors(patch);
    scissors.seed(at);
    sink += scissors.pathTo({ x: 2040, y: 2040 })?.length ?? 0;
  });
  row(
    'look-alikes in three sizes',
    'a megapixel',
    () => (sink += similar(patch, { ...at, width: 120, height: 90 }).length),
  );
}

/** What VS Code's undo stack holds after many strokes, packed and as the edits came. */
function measureUndo(start: Mask): void {
  let doc: AnnotationDoc = {
    ...emptyDoc({ file: 'big.jpg', widthPx: WIDTH, heightPx: HEIGHT }),
    annotations: [{ id: 'aaaaaa', label: 'sky', shape: start }],
  };
  let [plain, packed] = [0, 0];
  for (let i = 0; i < STROKES; i++) {
    const edit = strokeEdit(doc, i);
    doc = apply(doc, edit).doc;
    plain += JSON.stringify(edit).length;
    packed += JSON.stringify(packEdit(edit)).length;
  }
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  console.log(
    `undo of ${STROKES} strokes: ${megabytes(packed)} packed, ${megabytes(plain)} as the edits came`,
  );
}

function strokeEdit(doc: AnnotationDoc, i: number): Edit {
  const [sky] = doc.annotations as readonly [Annotation & { shape: Mask }];
  const spans = strokeSpans(line(i), 40 + (i % 160), 'round');
  const shape = i % 3 === 0 ? erase(sky.shape, spans) : paint(sky.shape, spans, { within: IMAGE });
  return update('Paint', [sky], (annotation) => reshaped(annotation, shape ?? sky.shape));
}

function row(what: string, on: string, run: () => void): void {
  const samples = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  const ms = (share: number) => `${quantile(samples, share).toFixed(2)} ms`.padStart(12);
  console.log(`${what.padEnd(52)}${on.padEnd(52)}${ms(0.5)}${ms(0.95)}`);
}

main();
