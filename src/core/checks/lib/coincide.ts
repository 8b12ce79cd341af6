import { intersect, type Rect } from '../../geometry/rect';
import type { Shape } from '../../shapes/index';

/** Corners this near each other are one corner drawn twice. */
export const SAME_POINT_PX = 0.5;
/** Boxes overlapping this much (intersection over union) are one box drawn twice. */
export const SAME_IOU = 0.98;

/** True when two shapes of one kind mark the same thing: nearly the same points, or for boxes the same area. */
export function coincide(a: Shape, b: Shape): boolean {
  if (a.kind === 'box' && b.kind === 'box')
    return isNear(cornersOf(a), cornersOf(b)) || intersectionOverUnion(a, b) > SAME_IOU;
  if (a.kind === 'polygon' && b.kind === 'polygon')
    return (
      a.rings.length === b.rings.length && a.rings.every((ring, i) => isSameRing(ring, b.rings[i] ?? []))
    );
  return false;
}

export function intersectionOverUnion(a: Rect, b: Rect): number {
  const common = intersect(a, b);
  const shared = common.width * common.height;
  const total = a.width * a.height + b.width * b.height - shared;
  return total > 0 ? shared / total : 0;
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
