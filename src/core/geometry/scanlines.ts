import type { FlatPoints } from './polyline';
import type { Rect } from './rect';

/**
 * Where horizontal lines cross an outline: ascending x, line k's at `xs[starts[k]]` up to, not including,
 * `xs[starts[k + 1]]`. Inside is between the 1st and 2nd of a line, 3rd and 4th, ...
 */
export interface Crossings {
  readonly starts: Int32Array;
  readonly xs: Float64Array;
}

/** Cuts rings (even-odd rule) along `lines` horizontal lines, spread evenly over the height of `bounds`. */
export function scanlines(rings: readonly FlatPoints[], bounds: Rect, lines: number): Crossings {
  const starts = new Int32Array(lines + 1);
  for (const ring of rings) countCuts(ring, bounds, lines, starts);
  for (let k = 0; k < lines; k++) starts[k + 1] = (starts[k + 1] as number) + (starts[k] as number);
  const xs = new Float64Array(starts[lines] as number);
  const ends = starts.slice();
  for (const ring of rings) addCuts(ring, bounds, lines, xs, ends);
  for (let k = 0; k < lines; k++) sortPart(xs, starts[k] as number, starts[k + 1] as number);
  return { starts, xs };
}

/** Line k lies at y = bounds.y + (k + 0.5) * height / lines; it meets an edge if y is in [top, bottom). */
function firstLine(y: number, bounds: Rect, lines: number): number {
  const line = Math.ceil(((y - bounds.y) * lines) / bounds.height - 0.5);
  return line < 0 ? 0 : line > lines ? lines : line;
}

/** Line k's number goes to place k + 1. */
function countCuts(ring: FlatPoints, bounds: Rect, lines: number, counts: Int32Array): void {
  let from = firstLine(ring[ring.length - 1] ?? 0, bounds, lines);
  for (let i = 1; i < ring.length; i += 2) {
    const to = firstLine(ring[i] as number, bounds, lines);
    const end = from < to ? to : from;
    for (let k = from < to ? from : to; k < end; k++) counts[k + 1] = (counts[k + 1] as number) + 1;
    from = to;
  }
}

function addCuts(ring: FlatPoints, bounds: Rect, lines: number, xs: Float64Array, ends: Int32Array): void {
  const spacing = bounds.height / lines;
  let ax = ring[ring.length - 2] ?? 0;
  let ay = ring[ring.length - 1] ?? 0;
  for (let i = 0; i < ring.length; i += 2) {
    const [bx, by] = [ring[i] as number, ring[i + 1] as number];
    const [from, to] = [firstLine(ay, bounds, lines), firstLine(by, bounds, lines)];
    const slope = (bx - ax) / (by - ay);
    const end = from < to ? to : from;
    for (let k = from < to ? from : to; k < end; k++) {
      const at = ends[k] as number;
      xs[at] = ax + (bounds.y + (k + 0.5) * spacing - ay) * slope;
      ends[k] = at + 1;
    }
    [ax, ay] = [bx, by];
  }
}

/** Most lines cross an outline a few times only. */
const FEW = 24;

function sortPart(xs: Float64Array, from: number, end: number): void {
  if (end - from > FEW) return void xs.subarray(from, end).sort();
  for (let i = from + 1; i < end; i++) {
    const x = xs[i] as number;
    let at = i;
    for (; at > from && (xs[at - 1] as number) > x; at--) xs[at] = xs[at - 1] as number;
    xs[at] = x;
  }
}

/** Length that line k covers. */
export function coveredLength({ starts, xs }: Crossings, k: number): number {
  let length = 0;
  for (let i = (starts[k] ?? 0) + 1; i < (starts[k + 1] ?? 0); i += 2)
    length += (xs[i] as number) - (xs[i - 1] as number);
  return length;
}

/** Length that line k covers in both. */
export function commonLength(a: Crossings, b: Crossings, k: number): number {
  let length = 0;
  const [toA, toB] = [(a.starts[k + 1] ?? 0) - 1, (b.starts[k + 1] ?? 0) - 1];
  for (let i = a.starts[k] ?? 0, j = b.starts[k] ?? 0; i < toA && j < toB;) {
    const endA = a.xs[i + 1] ?? 0;
    const endB = b.xs[j + 1] ?? 0;
    length += Math.max(0, Math.min(endA, endB) - Math.max(a.xs[i] ?? 0, b.xs[j] ?? 0));
    if (endA < endB) i += 2;
    else j += 2;
  }
  return length;
}
