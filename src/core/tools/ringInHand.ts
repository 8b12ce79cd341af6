import { distance, pointAt, pointCount, type FlatPoints } from '../geometry/polyline';
import type { Point } from '../geometry/rect';
import { roundPx } from '../geometry/round';
import { simplifyLine } from '../geometry/simplify';
import { MIN_RING_POINTS, polygonOf, type Polygon } from '../shapes/polygon';
import { isSolid } from './newShape';

/** How near to the first point, in screen pixels, a click closes the ring. */
export const CLOSE_REACH_PX = 8;
/** How far apart the points of a freehand stroke are, in screen pixels. */
export const STROKE_SPACING_PX = 4;
/** How far a simplified stroke may leave the hand's line, in screen pixels. */
const STROKE_TOLERANCE_PX = 0.75;

/** The points with one more, unless that would repeat the last one on the sidecar's grid. */
export function withPoint(points: FlatPoints, p: Point): FlatPoints {
  const last = pointAt(points, pointCount(points) - 1);
  return isSamePoint(last, p) ? points : [...points, p.x, p.y];
}

/** The points with those from index `start` on, drawn by hand, thinned out. */
export function withThinnedStroke(points: FlatPoints, start: number, scale: number): FlatPoints {
  const stroke = simplifyLine(points.slice(2 * start), STROKE_TOLERANCE_PX / scale);
  return [...points.slice(0, 2 * start), ...stroke];
}

export function isFarFromLast(points: FlatPoints, p: Point, scale: number): boolean {
  return distance(pointAt(points, pointCount(points) - 1), p) * scale >= STROKE_SPACING_PX;
}

/** True when a click at the point would close the ring. */
export function closesAt(points: FlatPoints, p: Point, scale: number): boolean {
  return pointCount(points) >= MIN_RING_POINTS && isNear(pointAt(points, 0), p, scale);
}

export function isNear(a: Point, b: Point, scale: number): boolean {
  return distance(a, b) * scale <= CLOSE_REACH_PX;
}

/** The polygon of the points, or undefined when there are too few of them or they enclose nothing. */
export function closedRing(points: FlatPoints): Polygon | undefined {
  const last = pointCount(points) - 1;
  const ring =
    last > 0 && isSamePoint(pointAt(points, 0), pointAt(points, last)) ? points.slice(0, -2) : points;
  const shape = polygonOf(ring);
  return pointCount(ring) >= MIN_RING_POINTS && isSolid(shape) ? shape : undefined;
}

function isSamePoint(a: Point, b: Point): boolean {
  return roundPx(a.x) === roundPx(b.x) && roundPx(a.y) === roundPx(b.y);
}
