import type { Point } from './rect';

/** Coordinates of a ring or line, flat: [x0, y0, x1, y1, ...]. A ring closes from its last point to its first. */
export type FlatPoints = readonly number[];

export function pointAt(points: FlatPoints, index: number): Point {
  return { x: points[2 * index] ?? NaN, y: points[2 * index + 1] ?? NaN };
}

export function pointCount(points: FlatPoints): number {
  return points.length >> 1;
}

/** Twice the signed area (shoelace); positive when the ring runs clockwise on screen (y down). */
export function doubleSignedArea(ring: FlatPoints): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2)
    sum += (ring[j] ?? 0) * (ring[i + 1] ?? 0) - (ring[i] ?? 0) * (ring[j + 1] ?? 0);
  return sum;
}

/** True when a ray from the point crosses the ring an odd number of times (even-odd rule). */
export function ringContains(ring: FlatPoints, point: Point): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const xi = ring[i] ?? 0;
    const yi = ring[i + 1] ?? 0;
    const xj = ring[j] ?? 0;
    const yj = ring[j + 1] ?? 0;
    if (yi > point.y !== yj > point.y && point.x < ((xj - xi) * (point.y - yi)) / (yj - yi) + xi)
      inside = !inside;
  }
  return inside;
}

/** The point of the segment a-b that is nearest to p. */
export function nearestOnSegment(p: Point, a: Point, b: Point): Point {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const lengthSquared = dx * dx + dy * dy;
  const t = lengthSquared === 0 ? 0 : ((p.x - a.x) * dx + (p.y - a.y) * dy) / lengthSquared;
  const clamped = Math.min(1, Math.max(0, t));
  return { x: a.x + clamped * dx, y: a.y + clamped * dy };
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/**
 * The edge of a closed ring nearest to p: its index (edge i runs from point i to point i+1), foot and distance.
 * Edge -1 and distance Infinity for a ring without points.
 */
export function nearestEdge(ring: FlatPoints, p: Point): { edge: number; foot: Point; distance: number } {
  const count = pointCount(ring);
  let best = { edge: -1, foot: p, distance: Infinity };
  for (let i = 0; i < count; i++) {
    const foot = nearestOnSegment(p, pointAt(ring, i), pointAt(ring, (i + 1) % count));
    const d = distance(p, foot);
    if (d < best.distance) best = { edge: i, foot, distance: d };
  }
  return best;
}

/**
 * How far p is from the outline of a closed ring; Infinity without points. The same as `nearestEdge` without making
 * an object on the way, for it runs for every shape under the pointer at every move.
 */
export function ringDistance(ring: FlatPoints, { x, y }: Point): number {
  let least = Infinity;
  let ax = (ring[ring.length - 2] ?? 0) - x;
  let ay = (ring[ring.length - 1] ?? 0) - y;
  for (let i = 0; i < ring.length; i += 2) {
    const bx = (ring[i] ?? 0) - x;
    const by = (ring[i + 1] ?? 0) - y;
    const squared = squaredDistanceOfOrigin(ax, ay, bx - ax, by - ay);
    if (squared < least) least = squared;
    ax = bx;
    ay = by;
  }
  return Math.sqrt(least);
}

/** From (0, 0) to the segment that starts at (ax, ay) and goes by (dx, dy), squared. */
export function squaredDistanceOfOrigin(ax: number, ay: number, dx: number, dy: number): number {
  const along = -(ax * dx + ay * dy);
  if (along <= 0) return ax * ax + ay * ay;
  const lengthSquared = dx * dx + dy * dy;
  if (along >= lengthSquared) return (ax + dx) * (ax + dx) + (ay + dy) * (ay + dy);
  const cross = ax * dy - ay * dx;
  return (cross * cross) / lengthSquared;
}
