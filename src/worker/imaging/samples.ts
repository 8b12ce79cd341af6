import type { ImageWindow, SampleInfo } from '../../protocol/editor';
import type { ValueWindow } from '../../protocol/worker';
import { autoWindow, type WideSamples } from './levels';

/** What `SampleInfo` says of 8-bit pictures. */
export function byteSamples(channels: SampleInfo['channels']): SampleInfo {
  const range = { low: 0, high: 255 };
  return { depth: 8, channels, slope: 1, intercept: 0, range, windows: [], invert: false };
}

/** Unsigned 16-bit samples that stand for values: value = sample * slope + intercept. */
export interface Coded {
  readonly data: Uint16Array;
  readonly slope: number;
  readonly intercept: number;
  /** Least and greatest finite value. */
  readonly range: ValueWindow;
}

const TOP = 0xffff;

/**
 * Codes values in 16 bits: whole numbers of less than 65536 steps exactly, others linearly between the least and
 * the greatest finite one. NaN becomes the least value; infinities the ends.
 */
export function code(values: WideSamples): Coded {
  const range = finiteRange(values);
  if (values instanceof Uint16Array) return { data: values, slope: 1, intercept: 0, range };
  const span = range.high - range.low;
  const isWhole = !(values instanceof Float32Array || values instanceof Float64Array);
  const step = isWhole ? commonStep(values, range.low) : 0;
  const slope = span === 0 ? 1 : step > 0 && span <= TOP * step ? (span <= TOP ? 1 : step) : span / TOP;
  return { data: shifted(values, range.low, slope), slope, intercept: range.low, range };
}

/** How values are coded of which only a part is known; whole numbers of 16 bits always exactly. */
export function scale(values: WideSamples): Omit<Coded, 'data'> {
  const range = finiteRange(values);
  if (values instanceof Uint16Array) return { slope: 1, intercept: 0, range };
  if (values instanceof Int16Array) return { slope: 1, intercept: -0x8000, range };
  const span = range.high - range.low;
  return { slope: span > 0 ? span / TOP : 1, intercept: range.low, range };
}

/** Codes values as was decided before; those beyond become the ends. */
export function recode(
  values: WideSamples,
  { slope, intercept }: Omit<Coded, 'data' | 'range'>,
): Uint16Array {
  return values instanceof Uint16Array && slope === 1 && intercept === 0
    ? values
    : shifted(values, intercept, slope);
}

/** The greatest number of which every difference to `low` is a multiple. */
function commonStep(values: WideSamples, low: number): number {
  let step = 0;
  for (let i = 0; i < values.length && step !== 1; i++) {
    let [a, b] = [step, (values[i] as number) - low];
    while (b !== 0) [a, b] = [b, a % b];
    step = a;
  }
  return step;
}

function shifted(values: WideSamples, low: number, slope: number): Uint16Array {
  const data = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const sample = Math.round(((values[i] as number) - low) / slope);
    data[i] = sample > 0 ? Math.min(TOP, sample) : 0;
  }
  return data;
}

/** 0 to 0 when there is no finite value. */
export function finiteRange(values: WideSamples): ValueWindow {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? { low, high } : { low: 0, high: 0 };
}

export const linear = (name: string, { low, high }: ValueWindow): ImageWindow => ({
  name,
  low,
  high,
  function: 'linear',
});

/** Windows every picture of many values has: by its histogram, and all values. */
export function commonWindows(values: WideSamples, range: ValueWindow): ImageWindow[] {
  const high = range.high > range.low ? range.high : range.low + 1;
  return [linear('Automatic', autoWindow(values)), linear('All values', { low: range.low, high })];
}
