import type { FlatPoints } from './polyline';

/**
 * The part of a closed ring inside [0, width] x [0, height], by Sutherland-Hodgman; empty when nothing is left.
 * A concave ring that leaves and re-enters stays one ring whose parts are joined along the border.
 */
export function clipRing(ring: FlatPoints, widthPx: number, heightPx: number): number[] {
  let points = [...ring];
  points = clipSide(points, 0, 1, 0);
  points = clipSide(points, 0, -1, widthPx);
  points = clipSide(points, 1, 1, 0);
  return clipSide(points, 1, -1, heightPx);
}

/** Keeps the side of the line coordinate[axis] = limit towards which `sign` points. */
function clipSide(points: number[], axis: 0 | 1, sign: 1 | -1, limit: number): number[] {
  const kept: number[] = [];
  for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
    const from = (points[j + axis] ?? 0) * sign - limit * sign;
    const to = (points[i + axis] ?? 0) * sign - limit * sign;
    if (from >= 0 !== to >= 0) pushCrossing(kept, points, j, i, from / (from - to), axis, limit);
    if (to >= 0) kept.push(points[i] ?? 0, points[i + 1] ?? 0);
  }
  return kept;
}

function pushCrossing(
  kept: number[],
  p: number[],
  j: number,
  i: number,
  t: number,
  axis: 0 | 1,
  limit: number,
): void {
  const x = (p[j] ?? 0) + t * ((p[i] ?? 0) - (p[j] ?? 0));
  const y = (p[j + 1] ?? 0) + t * ((p[i + 1] ?? 0) - (p[j + 1] ?? 0));
  kept.push(axis === 0 ? limit : x, axis === 1 ? limit : y);
}
