import type { Rect } from '../geometry/rect';

/**
 * Set pixels row by row: what every operation on masks works on. Whole image pixels. Row `y + r` covers the columns
 * xs[i] <= column < xs[i + 1] for i = starts[r], starts[r] + 2, ... below starts[r + 1]; within a row the spans
 * ascend and do not touch. First and last row are not empty; without any pixel there are no rows. Never changed.
 */
export interface Spans {
  readonly y: number;
  readonly heightPx: number;
  /** First column set, and the column after the last one. */
  readonly left: number;
  readonly right: number;
  /** `heightPx + 1` places in `xs`. */
  readonly starts: Int32Array;
  readonly xs: Int32Array;
}

export const NO_SPANS: Spans = {
  y: 0,
  heightPx: 0,
  left: 0,
  right: 0,
  starts: new Int32Array(1),
  xs: new Int32Array(0),
};

export function isNothing(spans: Spans): boolean {
  return spans.heightPx === 0;
}

/** The smallest rectangle around the set pixels. */
export function spansBounds({ left, right, y, heightPx }: Spans): Rect {
  return { x: left, y, width: right - left, height: heightPx };
}

/** Number of set pixels. */
export function spansArea({ xs }: Spans): number {
  let area = 0;
  for (let i = 0; i < xs.length; i += 2) area += (xs[i + 1] as number) - (xs[i] as number);
  return area;
}

/** Where row `row` (image pixels) begins and ends in `xs`; nothing for rows outside. */
export function rowFrom({ y, heightPx, starts }: Spans, row: number): number {
  return row < y || row >= y + heightPx ? 0 : (starts[row - y] as number);
}

export function rowTo({ y, heightPx, starts }: Spans, row: number): number {
  return row < y || row >= y + heightPx ? 0 : (starts[row - y + 1] as number);
}

/**
 * How many ends of spans of a row lie at or before a column, counted from the beginning of `xs`: odd distance from
 * the row's beginning means that the pixel is set.
 */
export function endsUpTo({ xs }: Spans, from: number, to: number, column: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((xs[middle] as number) <= column) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** True when the pixel of this column and row (whole numbers) is set. */
export function hasPixel(spans: Spans, column: number, row: number): boolean {
  if (column < spans.left || column >= spans.right) return false;
  const from = rowFrom(spans, row);
  return (endsUpTo(spans, from, rowTo(spans, row), column) - from) % 2 === 1;
}

/** Every pixel of a rectangle of whole pixels. */
export function spansOfRect({ x, y, width, height }: Rect): Spans {
  if (width <= 0 || height <= 0) return NO_SPANS;
  const starts = Int32Array.from({ length: height + 1 }, (_, r) => 2 * r);
  const xs = Int32Array.from({ length: 2 * height }, (_, i) => (i % 2 === 0 ? x : x + width));
  return { y, heightPx: height, left: x, right: x + width, starts, xs };
}

/** The same pixels, moved by whole pixels. */
export function moveSpans(spans: Spans, dx: number, dy: number): Spans {
  const { y, left, right, xs } = spans;
  if (isNothing(spans)) return spans;
  return {
    ...spans,
    y: y + dy,
    left: left + dx,
    right: right + dx,
    xs: dx === 0 ? xs : xs.map((column) => column + dx),
  };
}

export function sameSpans(a: Spans, b: Spans): boolean {
  if (a === b) return true;
  if (a.y !== b.y || a.heightPx !== b.heightPx || a.xs.length !== b.xs.length) return false;
  return a.xs.every((x, i) => x === b.xs[i]) && a.starts.every((at, i) => at === b.starts[i]);
}
