import type { SampleGrid, SampleInfo } from './samples';

/** How often which values occur. */
export interface Histogram {
  /** Value at the lower end of the first bin. */
  readonly low: number;
  /** Value at the upper end of the last bin. */
  readonly high: number;
  /** One list for grey pictures; red, green and blue for the others. All have the same length. */
  readonly bins: readonly Uint32Array[];
}

export const HISTOGRAM_BINS = 256;

/**
 * Counts the samples of a part of the picture, over its range of values. 8-bit pictures have a bin around every value
 * that can be stored; pixels that are seen through wholly are not counted; a colour picture in greys has one list.
 */
export function histogramOf(grid: SampleGrid, samples: SampleInfo): Histogram {
  const { low, high } = ends(samples);
  const factor = HISTOGRAM_BINS / (high - low || 1);
  const bins = count(grid, samples.slope * factor, (samples.intercept - low) * factor);
  return { low, high, bins: isGrey(grid) ? bins.slice(0, 1) : bins };
}

function ends({ depth, slope, intercept, range }: SampleInfo): {
  readonly low: number;
  readonly high: number;
} {
  if (depth === 16) return range;
  const [first, last] = [intercept, 255 * slope + intercept];
  const half = Math.abs(slope) / 2;
  return { low: Math.min(first, last) - half, high: Math.max(first, last) + half };
}

function count({ data, channels }: SampleGrid, factor: number, shift: number): Uint32Array[] {
  const lists = Array.from({ length: Math.min(3, channels) }, () => new Uint32Array(HISTOGRAM_BINS));
  for (let i = 0; i + channels <= data.length; i += channels) {
    if (channels === 4 && data[i + 3] === 0) continue;
    for (let c = 0; c < lists.length; c++) {
      const bin = Math.floor((data[i + c] as number) * factor + shift);
      const list = lists[c] as Uint32Array;
      const at = bin < 0 ? 0 : bin >= HISTOGRAM_BINS ? HISTOGRAM_BINS - 1 : bin;
      list[at] = (list[at] as number) + 1;
    }
  }
  return lists;
}

/** True when every pixel has as much red as green and blue. */
export function isGrey({ data, channels }: SampleGrid): boolean {
  if (channels === 1) return true;
  for (let i = 0; i + channels <= data.length; i += channels)
    if (data[i] !== data[i + 1] || data[i] !== data[i + 2]) return false;
  return true;
}

/**
 * The window that leaves out the given shares of the darkest and of the brightest samples, all channels together,
 * from the middle of a bin to the middle of another. Never empty: at least one bin wide.
 */
export function autoWindow(
  { low, high, bins }: Histogram,
  lowFraction = 0.005,
  highFraction = 0.995,
): { readonly low: number; readonly high: number } {
  const sums = Array.from({ length: HISTOGRAM_BINS }, (_, i) =>
    bins.reduce((sum, list) => sum + (list[i] ?? 0), 0),
  );
  const total = sums.reduce((sum, value) => sum + value, 0);
  if (total === 0) return { low, high };
  const first = binReaching(sums, total * lowFraction, false);
  const last = binReaching(sums, total * highFraction, true);
  const step = (high - low) / HISTOGRAM_BINS;
  if (last <= first) return { low: low + first * step, high: low + (first + 1) * step };
  return { low: low + (first + 0.5) * step, high: low + (last + 0.5) * step };
}

/** The first bin with which more than (or, with `inclusive`, at least) so many samples are passed. */
function binReaching(sums: readonly number[], wanted: number, inclusive: boolean): number {
  let passed = 0;
  for (const [i, count] of sums.entries()) {
    passed += count;
    if (count > 0 && (inclusive ? passed >= wanted : passed > wanted)) return i;
  }
  return sums.length - 1;
}
