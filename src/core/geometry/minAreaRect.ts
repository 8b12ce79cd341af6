import { convexHull } from './convexHull';
import { angleOf } from './angle';
import { distance, pointAt, pointCount, type FlatPoints } from './polyline';
import type { Point } from './rect';

/** A rectangle of any angle: centre and size in pixels, the angle of its width in degrees clockwise on the screen. */
export interface TurnedRect {
  readonly cx: number;
  readonly cy: number;
  readonly width: number;
  readonly height: number;
  readonly angle: number;
}

/** Cosine up to which a corner counts as a right angle. */
const RIGHT = 1e-3;

/**
 * The rectangle of four points. When they are one already, within 1e-3 of right angles, their order is kept: the
 * width runs from the first to the second. Else the smallest rectangle around them.
 */
export function rectOfFour(points: FlatPoints): TurnedRect | undefined {
  if (pointCount(points) !== 4 || !isRectangle(points)) return minAreaRect(points);
  const [p0, p1, p2, p3] = [0, 1, 2, 3].map((i) => pointAt(points, i)) as [Point, Point, Point, Point];
  return {
    cx: (p0.x + p1.x + p2.x + p3.x) / 4,
    cy: (p0.y + p1.y + p2.y + p3.y) / 4,
    width: distance(p0, p1),
    height: distance(p1, p2),
    angle: angleOf(p1.x - p0.x, p1.y - p0.y),
  };
}

function isRectangle(points: FlatPoints): boolean {
  return [0, 1, 2, 3].every((i) => {
    const [a, b, c] = [i, i + 1, i + 2].map((k) => pointAt(points, k % 4)) as [Point, Point, Point];
    const lengths = distance(a, b) * distance(b, c);
    const cosine = ((b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y)) / lengths;
    return lengths > 0 && Math.abs(cosine) <= RIGHT;
  });
}

/**
 * The smallest rectangle around points: one of its sides lies along a side of their hull (Freeman and Shapira,
 * 1975), found by turning calipers (Toussaint, 1983). Undefined without three points that are not on one line.
 */
export function minAreaRect(points: FlatPoints): TurnedRect | undefined {
  const hull = convexHull(points);
  const count = pointCount(hull);
  if (count < 3) return undefined;
  let best: TurnedRect | undefined;
  const calipers = { right: 1, far: 1, left: 1 };
  for (let i = 0; i < count; i++) {
    calipers.right = Math.max(calipers.right, i + 1);
    const rect = rectAlong(hull, i, calipers);
    if (!best || rect.width * rect.height < best.width * best.height) best = rect;
  }
  return best;
}

/**
 * The rectangle with a side along hull side `i`. Each caliper moves on while the next point lies farther out; all
 * only ever go forward, once round. The hull runs clockwise on the screen.
 */
function rectAlong(
  hull: FlatPoints,
  i: number,
  calipers: { right: number; far: number; left: number },
): TurnedRect {
  const count = pointCount(hull);
  const a = pointAt(hull, i);
  const b = pointAt(hull, (i + 1) % count);
  const [x, y] = [(b.x - a.x) / distance(a, b), (b.y - a.y) / distance(a, b)];
  const along = (k: number) => dot(hull, k % count, a, x, y);
  const across = (k: number) => dot(hull, k % count, a, -y, x);
  calipers.right = advance(along, calipers.right, count);
  calipers.far = advance(across, Math.max(calipers.far, calipers.right), count);
  calipers.left = advance((k) => -along(k), Math.max(calipers.left, calipers.far), count);
  const [low, high, depth] = [along(calipers.left), along(calipers.right), across(calipers.far)];
  const [u, v] = [(low + high) / 2, depth / 2];
  return {
    cx: a.x + u * x - v * y,
    cy: a.y + u * y + v * x,
    width: high - low,
    height: depth,
    angle: angleOf(x, y),
  };
}

function advance(value: (k: number) => number, from: number, count: number): number {
  let k = from;
  while (k < from + count && value(k + 1) >= value(k)) k++;
  return k;
}

function dot(points: FlatPoints, k: number, from: Point, x: number, y: number): number {
  return ((points[2 * k] ?? 0) - from.x) * x + ((points[2 * k + 1] ?? 0) - from.y) * y;
}
