import { distance, nearestOnSegment, pointAt, pointCount, type FlatPoints } from './polyline';
import type { Point, Rect } from './rect';

/** The segment of an open line nearest to p: segment i runs from point i to point i + 1. -1 without points. */
export function nearestSegment(
  line: FlatPoints,
  p: Point,
): { segment: number; foot: Point; distance: number } {
  const count = pointCount(line);
  let best = { segment: -1, foot: p, distance: Infinity };
  for (let i = 0; i < Math.max(1, count - 1) && count > 0; i++) {
    const foot = nearestOnSegment(p, pointAt(line, i), pointAt(line, Math.min(i + 1, count - 1)));
    const d = distance(p, foot);
    if (d < best.distance) best = { segment: i, foot, distance: d };
  }
  return best;
}

/** How far p is from an open line; Infinity without points. Makes no object: it runs at every pointer move. */
export function lineDistance(line: FlatPoints, { x, y }: Point): number {
  let least = Infinity;
  let ax = (line[0] ?? Infinity) - x;
  let ay = (line[1] ?? Infinity) - y;
  if (line.length === 2) return Math.hypot(ax, ay);
  for (let i = 2; i < line.length; i += 2) {
    const bx = (line[i] ?? 0) - x;
    const by = (line[i + 1] ?? 0) - y;
    const dx = bx - ax;
    const dy = by - ay;
    const squared = dx * dx + dy * dy;
    const t = squared === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / squared));
    least = Math.min(least, Math.hypot(ax + t * dx, ay + t * dy));
    ax = bx;
    ay = by;
  }
  return least;
}

export function lineLength(line: FlatPoints): number {
  let length = 0;
  for (let i = 2; i < line.length; i += 2)
    length += Math.hypot((line[i] ?? 0) - (line[i - 2] ?? 0), (line[i + 1] ?? 0) - (line[i - 1] ?? 0));
  return length;
}

/** The part of the segment a-b inside the rectangle (Liang-Barsky), as fractions of its length; or undefined. */
export function segmentInside(
  a: Point,
  b: Point,
  rect: Rect,
): readonly [from: number, to: number] | undefined {
  let [from, to] = [0, 1];
  const limits = [
    [b.x - a.x, rect.x - a.x, rect.x + rect.width - a.x],
    [b.y - a.y, rect.y - a.y, rect.y + rect.height - a.y],
  ] as const;
  for (const [delta, low, high] of limits) {
    if (delta === 0 && (low > 0 || high < 0)) return undefined;
    if (delta === 0) continue;
    from = Math.max(from, Math.min(low / delta, high / delta));
    to = Math.min(to, Math.max(low / delta, high / delta));
  }
  return from <= to ? [from, to] : undefined;
}
