import { boxIou, shapeIou } from '../../geometry/iou';
import type { Rect } from '../../geometry/rect';
import { kindOf, type Shape } from '../../shapes/index';
import type { FlatPoints } from '../../geometry/polyline';
import type { Polygon } from '../../shapes/polygon';
import { jointOf, type Skeleton } from '../../shapes/skeleton';
import type { Spline } from '../../shapes/splinePath';

/** Corners this near each other are one corner drawn twice. */
export const SAME_POINT_PX = 0.5;
/** Shapes overlapping this much (intersection over union) are one shape drawn twice. */
export const SAME_IOU = 0.98;
/** A thin corner may stick out of one of two outlines of the same thing. */
const SAME_BOUNDS_IOU = 0.9;

/** True when two shapes of one kind mark the same thing: nearly the same points, or the same area. */
export function coincide(a: Shape, b: Shape): boolean {
  if (a.kind === 'box' && b.kind === 'box')
    return isNear(cornersOf(a), cornersOf(b)) || boxIou(a, b) > SAME_IOU;
  if (a.kind === 'polygon' && b.kind === 'polygon') return isSamePoints(a, b) || isSameArea(a, b);
  if (a.kind === 'polyline' && b.kind === 'polyline') return isSameLine(a.points, b.points);
  if (a.kind === 'skeleton' && b.kind === 'skeleton') return isSameSkeleton(a, b);
  if (a.kind === 'spline' && b.kind === 'spline' && a.closed === b.closed && !a.closed)
    return isSameLine(pointsOf(a), pointsOf(b));
  if (a.kind === 'point' && b.kind === 'point') return isNear([a.x, a.y], [b.x, b.y]);
  return a.kind === b.kind && kindOf(a).isArea(a) && kindOf(b).isArea(b) && isSameArea(a, b);
}

function isSamePoints(a: Polygon, b: Polygon): boolean {
  return a.rings.length === b.rings.length && a.rings.every((ring, i) => isSameRing(ring, b.rings[i] ?? []));
}

/** Traced twice with other points. What is cheap comes first: most neighbours differ in size. */
function isSameArea(a: Shape, b: Shape): boolean {
  const [small, large] = [kindOf(a).area(a), kindOf(b).area(b)].sort((x, y) => x - y);
  if (!small || !large || small < SAME_IOU * large) return false;
  const bounds = [kindOf(a).bounds(a), kindOf(b).bounds(b)] as const;
  return boxIou(...bounds) > SAME_BOUNDS_IOU && shapeIou(a, b) > SAME_IOU;
}

/** A line may be drawn from either end. */
function isSameLine(a: FlatPoints, b: FlatPoints): boolean {
  return a.length === b.length && (isNear(a, b) || isNear(a, reversed(b)));
}

function pointsOf({ anchors }: Spline): FlatPoints {
  return anchors.flatMap(({ inX, inY, x, y, outX, outY }) => [inX, inY, x, y, outX, outY]);
}

function isSameSkeleton(a: Skeleton, b: Skeleton): boolean {
  const names = Object.keys(a.joints);
  if (names.length !== Object.keys(b.joints).length) return false;
  return names.every((name) => {
    const [p, q] = [jointOf(a, name), jointOf(b, name)];
    return p !== undefined && q !== undefined && isNear([p.x, p.y], [q.x, q.y]);
  });
}

function cornersOf({ x, y, width, height }: Rect): readonly number[] {
  return [x, y, x + width, y + height];
}

/** Rings may begin at different points and run in opposite directions. */
function isSameRing(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  const backwards = reversed(b);
  for (let start = 0; start < b.length; start += 2)
    if (isNear(a, b, start) || isNear(a, backwards, start)) return true;
  return false;
}

function isNear(a: readonly number[], b: readonly number[], start = 0): boolean {
  return a.every((value, i) => Math.abs(value - (b[(start + i) % b.length] ?? NaN)) <= SAME_POINT_PX);
}

function reversed(ring: readonly number[]): number[] {
  return ring.map((_, i) => ring[ring.length - 2 - i + 2 * (i % 2)] ?? NaN);
}
