import { distance, nearestOnSegment, pointAt, pointCount, type FlatPoints } from './polyline';

/**
 * A line with fewer points, none of the left-out ones farther than `tolerance` from it; ends stay.
 * Douglas and Peucker, 1973, with an explicit stack: a hand-drawn line may have 100,000 points.
 */
export function simplifyLine(points: FlatPoints, tolerance: number): number[] {
  const count = pointCount(points);
  if (count <= 2) return [...points];
  const keep = new Uint8Array(count);
  keep[0] = keep[count - 1] = 1;
  const stack: [number, number][] = [[0, count - 1]];
  for (let span = stack.pop(); span; span = stack.pop()) {
    const { index, distance: farthest } = farthestBetween(points, span[0], span[1]);
    if (farthest <= tolerance) continue;
    keep[index] = 1;
    stack.push([span[0], index], [index, span[1]]);
  }
  return points.filter((_, i) => keep[i >> 1] === 1);
}

function farthestBetween(
  points: FlatPoints,
  first: number,
  last: number,
): { index: number; distance: number } {
  const a = pointAt(points, first);
  const b = pointAt(points, last);
  let best = { index: first, distance: -1 };
  for (let i = first + 1; i < last; i++) {
    const p = pointAt(points, i);
    const d = distance(p, nearestOnSegment(p, a, b));
    if (d > best.distance) best = { index: i, distance: d };
  }
  return best;
}
