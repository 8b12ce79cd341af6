import { union, type Rect } from '../geometry/rect';
import { rowFrom, rowTo, spansBounds, type Spans } from '../mask/spans';

/** The smallest rectangle around the pixels in which two masks differ (image pixels); undefined when in none. */
export function changedPixels(a: Spans, b: Spans): Rect | undefined {
  const whole = union(spansBounds(a), spansBounds(b));
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let row = whole.y; row < whole.y + whole.height; row++) {
    const [fromA, toA, fromB, toB] = [rowFrom(a, row), rowTo(a, row), rowFrom(b, row), rowTo(b, row)];
    const first = firstDifference(a, fromA, toA, b, fromB, toB);
    if (first === Infinity) continue;
    left = Math.min(left, first);
    right = Math.max(right, lastDifference(a, fromA, toA, b, fromB, toB));
    top = Math.min(top, row);
    bottom = row + 1;
  }
  return top < bottom ? { x: left, y: top, width: right - left, height: bottom - top } : undefined;
}

/** The first column at which one row has an end and the other has none. */
function firstDifference(a: Spans, i: number, toA: number, b: Spans, j: number, toB: number): number {
  while (i < toA && j < toB && a.xs[i] === b.xs[j]) {
    i++;
    j++;
  }
  return Math.min(i < toA ? (a.xs[i] as number) : Infinity, j < toB ? (b.xs[j] as number) : Infinity);
}

function lastDifference(a: Spans, fromA: number, i: number, b: Spans, fromB: number, j: number): number {
  while (i > fromA && j > fromB && a.xs[i - 1] === b.xs[j - 1]) {
    i--;
    j--;
  }
  return Math.max(
    i > fromA ? (a.xs[i - 1] as number) : -Infinity,
    j > fromB ? (b.xs[j - 1] as number) : -Infinity,
  );
}
