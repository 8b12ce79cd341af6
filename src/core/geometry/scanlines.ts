import type { FlatPoints } from './polyline';
import type { Rect } from './rect';

/** Ascending x of where each horizontal line crosses the outline; inside is between the 1st and 2nd, 3rd and 4th, ... */
export type Crossings = readonly (readonly number[])[];

/** Cuts rings (even-odd rule) along `lines` horizontal lines, spread evenly over the height of `bounds`. */
export function scanlines(rings: readonly FlatPoints[], bounds: Rect, lines: number): Crossings {
  const crossings: number[][] = Array.from({ length: lines }, () => []);
  for (const ring of rings)
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2)
      cutEdge(crossings, ring[j] ?? 0, ring[j + 1] ?? 0, ring[i] ?? 0, ring[i + 1] ?? 0, bounds);
  for (const line of crossings) line.sort((a, b) => a - b);
  return crossings;
}

/** Line k lies at y = bounds.y + (k + 0.5) * height / lines; it meets the edge if y is in [top, bottom). */
function cutEdge(crossings: number[][], ax: number, ay: number, bx: number, by: number, bounds: Rect): void {
  const perPx = crossings.length / bounds.height;
  const first = Math.max(0, Math.ceil((Math.min(ay, by) - bounds.y) * perPx - 0.5));
  const end = Math.min(crossings.length, Math.ceil((Math.max(ay, by) - bounds.y) * perPx - 0.5));
  for (let k = first; k < end; k++) {
    const y = bounds.y + (k + 0.5) / perPx;
    crossings[k]?.push(ax + ((y - ay) / (by - ay)) * (bx - ax));
  }
}

/** Length covered by a line's intervals. */
export function coveredLength(line: readonly number[]): number {
  let length = 0;
  for (let i = 1; i < line.length; i += 2) length += (line[i] ?? 0) - (line[i - 1] ?? 0);
  return length;
}

/** Length covered by both lines' intervals at once. */
export function commonLength(a: readonly number[], b: readonly number[]): number {
  let length = 0;
  for (let i = 0, j = 0; i + 1 < a.length && j + 1 < b.length;) {
    const endA = a[i + 1] ?? 0;
    const endB = b[j + 1] ?? 0;
    length += Math.max(0, Math.min(endA, endB) - Math.max(a[i] ?? 0, b[j] ?? 0));
    if (endA < endB) i += 2;
    else j += 2;
  }
  return length;
}
