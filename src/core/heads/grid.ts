import type { SizePx } from './letterbox';

/** Strides detectors use: the common three, with an extra coarse or fine level, and the tiny two. */
const STRIDE_SETS = [
  [8, 16, 32],
  [8, 16, 32, 64],
  [4, 8, 16, 32],
  [16, 32],
] as const;

/** Cells of each level, row by row, fine levels first; a level is rounded up to whole cells. */
export function cellCount(input: SizePx, strides: readonly number[]): number {
  const cells = (stride: number): number =>
    Math.ceil(input.widthPx / stride) * Math.ceil(input.heightPx / stride);
  return strides.reduce((sum, stride) => sum + cells(stride), 0);
}

/** The strides whose cells, `perCell` predictions each, add up to `count`; undefined when none do. */
export function stridesFor(input: SizePx, count: number, perCell = 1): readonly number[] | undefined {
  return STRIDE_SETS.find((strides) => cellCount(input, strides) * perCell === count);
}
