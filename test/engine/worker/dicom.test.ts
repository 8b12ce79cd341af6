import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { windowFraction } from '../../../src/core/display/window';
import { encodeDicom } from '../../helpers/dicom';
import { tempFolder } from '../../helpers/tempFolder';
import { FIXTURES, fixture, useWorkers } from '../../helpers/workerProcess';
import { valuesOf, wholePicture, type WholePicture } from '../../helpers/wholePicture';

interface Stats {
  readonly frame?: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly std: number;
}

interface Expected {
  readonly rows?: number;
  readonly columns?: number;
  readonly frames: number;
  readonly photometric?: string;
  readonly transfer_syntax?: string;
  readonly rescale_slope?: string;
  readonly rescale_intercept?: string;
  readonly stored?: readonly Stats[];
  readonly modality_values?: Stats;
  readonly display_8bit?: Stats & { readonly window: readonly [number, number]; readonly sha256: string };
  readonly rgb_pydicom?: Readonly<Record<'R' | 'G' | 'B', Stats>>;
  readonly rgb_dcmtk?: Readonly<Record<'R' | 'G' | 'B', Stats>>;
  readonly stored_samples?: readonly {
    readonly row: number;
    readonly col: number;
    readonly value: number | number[];
  }[];
  readonly pixels?: string;
}

const LIST = join(FIXTURES, 'expected/dicom.expected.json');
const files: Readonly<Record<string, Expected>> = existsSync(LIST)
  ? (JSON.parse(readFileSync(LIST, 'utf8')) as { readonly files: Record<string, Expected> }).files
  : {};

/** Lossy compressions, where two decoders may differ by a grey level or two. */
const LOSSY = /\.(?:4\.50|4\.51|4\.91|4\.81)$/;

/** The one compression of the list that has no decoder here. */
const TWELVE_BITS = ['JPEG-lossy.dcm', 'JPGExtended.dcm'];

describe('DICOM pixel values', function () {
  this.timeout(60_000);
  const workers = useWorkers();

  it('has reference values to compare with', function () {
    fixture(this, 'expected/dicom.expected.json');
    assert.ok(Object.keys(files).length > 100);
  });

  for (const [name, listed] of Object.entries(files))
    it(name, async function () {
      const expected = corrected(basename(name), listed);
      const path = fixture(this, name);
      if (expected.pixels === 'none')
        return assert.rejects(wholePicture(workers(), { path }), {
          name: 'ImageError',
          message: /has no pixels: it is |unsupported image format/,
        });
      if (TWELVE_BITS.includes(basename(name)))
        return assert.rejects(wholePicture(workers(), { path }), {
          name: 'ImageError',
          message: /no decoder for 12-bit JPEG/,
        });
      const picture = await wholePicture(workers(), { path });
      assert.deepEqual([picture.widthPx, picture.heightPx], [expected.columns, expected.rows]);
      assert.equal(picture.info.pages, expected.frames);
      const tolerance = LOSSY.test(expected.transfer_syntax ?? '') ? 2 : 0;
      if (picture.channels === 1) checkGrey(picture, expected, tolerance);
      else checkColour(picture, expected, tolerance);
      for (const { frame = 0, ...stats } of picture.channels === 1 ? (expected.stored ?? []) : []) {
        const one = frame === 0 ? picture : await wholePicture(workers(), { path, page: frame });
        checkStats(storedOf(one, expected), stats, tolerance, `frame ${frame}`);
      }
    });
});

/** What the file stores, from what it measures. */
function storedOf(
  picture: WholePicture,
  { rescale_slope = '1', rescale_intercept = '0' }: Expected,
): Float64Array {
  return valuesOf(picture).map((value) => (value - Number(rescale_intercept)) / Number(rescale_slope));
}

/** Rescaled in functional groups of each frame, which the reference does not look into: by so much. */
const IN_GROUPS: Readonly<Record<string, string>> = { 'eCT_Supplemental.dcm': '-1024' };
/** A modality table: it cannot be turned round to what is stored. */
const BY_TABLE = ['mlut_18.dcm'];

/** What can be compared of what the reference says of a file. */
function corrected(name: string, listed: Expected): Expected {
  const { modality_values: modality, stored, stored_samples, ...rest } = listed;
  if (BY_TABLE.includes(name)) return { ...rest, ...(modality && { modality_values: modality }) };
  const shift = IN_GROUPS[name];
  if (shift === undefined) return listed;
  return {
    ...rest,
    rescale_intercept: shift,
    ...(stored && { stored }),
    ...(stored_samples && { stored_samples }),
  };
}

function checkGrey(picture: WholePicture, expected: Expected, tolerance: number): void {
  const values = valuesOf(picture);
  const stored = storedOf(picture, expected);
  if (expected.modality_values) checkStats(values, expected.modality_values, tolerance, 'modality values');
  for (const { row, col, value } of expected.stored_samples ?? [])
    near(stored[row * picture.widthPx + col] ?? NaN, value as number, tolerance, `at ${col}, ${row}`);
  if (expected.display_8bit) checkDisplay(values, picture, expected.display_8bit, tolerance);
}

/** The picture under the file's own window, byte for byte. */
function checkDisplay(
  values: Float64Array,
  { info }: WholePicture,
  expected: NonNullable<Expected['display_8bit']>,
  tolerance: number,
): void {
  const [window] = info.samples.windows;
  assert.ok(window);
  const { low, high } = window;
  const grey = (value: number): number =>
    Math.floor(Math.min(1, Math.max(0, (value - low) / (high - low))) * 255 + 0.5);
  const bytes = Uint8Array.from(values, (value) => (info.samples.invert ? 255 - grey(value) : grey(value)));
  checkStats(Float64Array.from(bytes), expected, tolerance, 'display');
  if (tolerance === 0) assert.equal(createHash('sha256').update(bytes).digest('hex'), expected.sha256);
}

function checkColour(picture: WholePicture, expected: Expected, tolerance: number): void {
  const channel = (c: number): Float64Array =>
    Float64Array.from(
      { length: picture.widthPx * picture.heightPx },
      (_, i) => picture.samples[3 * i + c] ?? NaN,
    );
  const close = Math.max(tolerance, expected.photometric?.startsWith('YBR') ? 2 : 0);
  const references = [expected.rgb_dcmtk, expected.rgb_pydicom].flatMap((one) => one ?? []);
  const isRight = (reference: Readonly<Record<'R' | 'G' | 'B', Stats>>): string => {
    try {
      for (const [c, key] of (['R', 'G', 'B'] as const).entries())
        checkStats(channel(c), reference[key], close, key);
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };
  // The two references differ in rounding, and in how many bits of a palette they keep.
  const differences = references.map(isRight);
  assert.ok(references.length === 0 || differences.includes(''), differences.join('; '));
}

function checkStats(
  values: Float64Array,
  { min, max, mean, std }: Omit<Stats, 'frame'>,
  tolerance: number,
  what: string,
): void {
  const found = statistics(values);
  // The list gives four decimals; values coded in 16 bits are exact to half a step.
  const step = 1e-4 + (max - min) / 65535;
  near(found.min, min, tolerance + step, `${what}: least`);
  near(found.max, max, tolerance + step, `${what}: greatest`);
  near(found.mean, mean, tolerance / 4 + step, `${what}: mean`);
  near(found.std, std, tolerance / 4 + step, `${what}: deviation`);
}

function statistics(values: Float64Array): Stats {
  let [sum, min, max] = [0, Infinity, -Infinity];
  for (const value of values) {
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { min, max, mean, std: Math.sqrt(squares / values.length) };
}

function near(found: number, expected: number, tolerance: number, what: string): void {
  assert.ok(Math.abs(found - expected) <= tolerance + 1e-3, `${what}: ${found}, expected ${expected}`);
}

describe('a VOI look-up table', () => {
  const workers = useWorkers();

  it('is a window with a curve beside the plain ones, entry by entry', async () => {
    const path = join(tempFolder(), 'table.dcm');
    const entries = [0, 10, 200, 255];
    const window = [100, 50] as const;
    const sample = (x: number): number => 40 + x;
    writeFileSync(
      path,
      encodeDicom({ widthPx: 8, heightPx: 2, window, sample, table: { first: 41, entries } }),
    );
    const { info } = await wholePicture(workers(), { path });
    const table = info.samples.windows.find(({ curve }) => curve);
    assert.ok(table);
    assert.deepEqual([info.samples.windows[0]?.curve, info.note], [undefined, undefined]);
    assert.deepEqual([table.name, table.low, table.high], ['Soft tissue', 41, 44]);
    const shown = [40, 41, 42, 43, 44, 47].map((value) => Math.round(255 * windowFraction(value, table)));
    assert.deepEqual(shown, [0, 0, 10, 200, 255, 255]);
  });
});
