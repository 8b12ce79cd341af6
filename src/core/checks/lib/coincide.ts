import { boxIou, shapeIou } from '../../geometry/iou';
import type { Rect } from '../../geometry/rect';
import { kindOf, type Shape } from '../../shapes/index';
import type { Polygon } from '../../shapes/polygon';

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
  return false;
}

function isSamePoints(a: Polygon, b: Polygon): boolean {
  return a.rings.length === b.rings.length && a.rings.every((ring, i) => isSameRing(ring, b.rings[i] ?? []));
}

/** Traced twice with other points. What is cheap comes first: most neighbours differ in size. */
function isSameArea(a: Polygon, b: Polygon): boolean {
  const kind = kindOf(a);
  const [small, large] = [kind.area(a), kind.area(b)].sort((x, y) => x - y);
  if (!small || !large || small < SAME_IOU * large) return false;
  return boxIou(kind.bounds(a), kind.bounds(b)) > SAME_BOUNDS_IOU && shapeIou(a, b) > SAME_IOU;
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
