import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Format } from '../../src/core/formats/format';
import { FORMATS } from '../../src/core/formats/index';
import type { LabelSet } from '../../src/core/formats/labelSet';
import type { ShapeKindName } from '../../src/core/shapes/index';
import { arbitraryLabelSet } from './arbitraryLabelSet';
import { detected, readAll, sourceOf, written } from './formatRun';
import type { MemoryFs } from './memoryFs';
import { differences } from './sameSet';

const RUNS = 40;
const FUZZ_RUNS = 60;
/** A short file that takes longer than this to be refused has a loop in it. */
const SLOW_MS = 4000;

/** What every format keeps. `numRuns` sets per law. */
export function formatLaws(format: Format, numRuns = RUNS): void {
  const held = heldKinds(format);
  it('fits itself: what a kind becomes is held, and there is a fact to every word', () => {
    for (const to of Object.values(format.holds.shapes))
      assert.ok(to === undefined || format.holds.shapes[to] === to, `${to} becomes another kind again`);
  });
  if (!format.write) return;

  it('reads what it wrote: the same up to what it holds', () => {
    fc.assert(
      fc.property(arbitraryLabelSet(), (set) => roundTrip(format, set)),
      { numRuns },
    );
  });

  it('reads what it wrote with 1/100 px on large images', () => {
    if (format.holds.shapes.mask === 'mask' && held.length === 1) return;
    const kinds = held.filter((kind) => kind !== 'mask');
    // Narrow, because some formats write every pixel.
    const sizes = [[20_000, 60] as const, [61, 19_999] as const];
    const sets = arbitraryLabelSet({ kinds: kinds.length > 0 ? kinds : ['point'], sizes });
    if (format.holds.flat) return;
    fc.assert(
      fc.property(sets, (set) => roundTrip(format, set)),
      { numRuns: Math.ceil(numRuns / 5) },
    );
  });

  it('says again what it read: nothing of its own gets lost on a second way', () => {
    fc.assert(
      fc.property(arbitraryLabelSet(), (set) => {
        const first = written(format, set);
        const { set: read } = readAll(format, sourceOf(first.fs, first.imageSize));
        roundTrip(format, read);
      }),
      { numRuns: Math.ceil(numRuns / 2) },
    );
  });

  it('keeps the names of classes that no annotation has, or says that it does not', () => {
    const some = arbitraryLabelSet({ minImages: 1 });
    fc.assert(
      fc.property(some, (set) => keepsClasses(format, set)),
      { numRuns: Math.ceil(numRuns / 5) },
    );
  });

  it('is found by what it wrote', () => {
    const kinds = held.length > 0 ? held : (['box'] as const);
    const rich = arbitraryLabelSet({ kinds, minImages: 2, minAnnotations: 4 });
    fc.assert(
      fc.property(rich, (set) => foundAgain(format, set)),
      { numRuns: Math.ceil(numRuns / 2) },
    );
  });

  it('never throws and never hangs on damaged files', () => {
    const damaged = fc.tuple(arbitraryLabelSet({ minImages: 1, minAnnotations: 2 }), arbitraryDamage);
    fc.assert(
      fc.property(damaged, ([set, damage]) => survives(format, set, damage)),
      { numRuns: numRuns * (FUZZ_RUNS / RUNS) },
    );
  });
}

function heldKinds({ holds }: Format): ShapeKindName[] {
  return Object.values(holds.shapes).filter(
    (to, i, all): to is ShapeKindName => to !== undefined && all.indexOf(to) === i,
  );
}

function roundTrip(format: Format, set: LabelSet): void {
  const first = written(format, set);
  const { set: read, report } = readAll(format, sourceOf(first.fs, first.imageSize));
  const annotationCount = [...first.lowered.images].reduce((sum, { doc }) => sum + doc.annotations.length, 0);
  const lostByWriter = [...first.said.values()].reduce((sum, count) => sum + count, 0);
  const found = [
    ...report.problems.map(
      ({ path, line, message }) => `problem in ${path ?? '-'}:${line ?? '-'}: ${message}`,
    ),
    ...differences(format, first.lowered, read, first.said),
    ...countDifferences(
      annotationCount,
      first.report.wroteTotal,
      lostByWriter,
      'annotations given',
      'told as written',
    ),
    ...countDifferences(readCount(read), report.readTotal, 0, 'annotations read', 'told as read'),
    ...(read.imageCount === [...read.images].length ? [] : [`imageCount is ${read.imageCount}`]),
  ];
  assert.ok(found.length === 0, `${format.id}: ${found.join('\n')}\n${filesText(first.fs)}`);
}

function keepsClasses(format: Format, set: LabelSet): void {
  if (format.holds.usedClassesOnly) return;
  const { fs, imageSize, said } = written(format, set);
  if ((said.get('') ?? 0) > 0) return;
  const after = new Set(readAll(format, sourceOf(fs, imageSize)).set.schema.classes.map(({ name }) => name));
  const lost = set.schema.classes.filter(({ name }) => !after.has(name)).map(({ name }) => name);
  assert.deepEqual(lost, [], `${format.id} loses classes without a word\n${filesText(fs)}`);
}

function readCount(read: LabelSet): number {
  return [...read.images].reduce((sum, { doc }) => sum + doc.annotations.length, 0);
}

function countDifferences(is: number, told: number, slack: number, what: string, how: string): string[] {
  return Math.abs(is - told) <= slack ? [] : [`${is} ${what}, ${told} ${how}`];
}

function foundAgain(format: Format, set: LabelSet): void {
  const { fs, lowered, imageSize } = written(format, set);
  if ([...lowered.images].every(({ doc }) => doc.annotations.length + doc.tags.length === 0)) return;
  const best = detected(FORMATS, sourceOf(fs, imageSize));
  const own = format.detect(sourceOf(fs, imageSize));
  assert.ok(
    best?.format === format,
    `${format.id} (${own?.confidence} ${own?.reason}) was taken for ${best?.format.id} (${best?.detection.confidence} ${best?.detection.reason})\n${filesText(fs)}`,
  );
}

/** Bytes of one of the files, replaced, put in or taken out. */
interface Damage {
  readonly file: number;
  readonly at: readonly number[];
  readonly bytes: readonly number[];
  readonly how: 'replace' | 'insert' | 'cut' | 'drop';
}

const SHARP = [...'{}[]":,-.0eE<>&/\\#*|\n\r\t %'].map((char) => char.charCodeAt(0));

const arbitraryDamage: fc.Arbitrary<Damage> = fc.record({
  file: fc.nat(1000),
  at: fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 3, maxLength: 3 }),
  bytes: fc.array(fc.oneof(fc.nat(255), fc.constantFrom(...SHARP)), { minLength: 3, maxLength: 3 }),
  how: fc.constantFrom('replace', 'replace', 'insert', 'cut', 'drop'),
});

function survives(format: Format, set: LabelSet, damage: Damage): void {
  const { fs, imageSize } = written(format, set);
  const labels = fs.paths.filter((path) => imageSize(path) === undefined);
  const path = labels[damage.file % labels.length];
  if (path === undefined) return;
  if (damage.how === 'drop') fs.delete(path);
  else fs.set(path, damagedBytes(fs.readBytes(path), damage));
  const start = performance.now();
  try {
    for (const each of FORMATS) each.detect(sourceOf(fs, imageSize));
    const { set: read, report } = readAll(format, sourceOf(fs, imageSize));
    assert.equal(report.readTotal, readCount(read), 'annotations read and told as read');
  } catch (error) {
    throw new Error(`${format.id} with ${path} damaged: ${String(error)}\n${filesText(fs)}`, {
      cause: error,
    });
  }
  const tookMs = performance.now() - start;
  assert.ok(tookMs < SLOW_MS, `${format.id} took ${tookMs} ms over ${path}, damaged\n${filesText(fs)}`);
}

function damagedBytes(bytes: Uint8Array, { at, bytes: sharp, how }: Damage): Uint8Array {
  const places = at.map((share) => Math.floor(share * bytes.length)).sort((a, b) => a - b);
  if (how === 'cut') return bytes.slice(0, places[0]);
  if (how === 'insert') {
    const [from = 0] = places;
    return Uint8Array.from([...bytes.subarray(0, from), ...sharp, ...bytes.subarray(from)]);
  }
  const copy = bytes.slice();
  places.forEach((place, i) => (copy[place] = sharp[i] ?? 0));
  return copy;
}

const MOST_TEXT = 1500;

function filesText(fs: MemoryFs): string {
  return fs.paths
    .map((path) => {
      const bytes = fs.readBytes(path);
      return `--- ${path}\n${new TextDecoder().decode(bytes.subarray(0, MOST_TEXT))}`;
    })
    .join('\n')
    .slice(0, 4 * MOST_TEXT);
}
