import { clampPoint, union, type Point, type Rect } from '../geometry/rect';

const HALVINGS = 40;
/** Rounding errors of turned coordinates. */
const TOLERANCE_PX = 1e-9;

/**
 * The outcome of a drag from `from` to `to` (image points) that stops where the shape would leave `within`: the last
 * position on the way at which it is still inside. What was outside before may stay so but goes no farther.
 */
export function stopInside<S>(
  shape: S,
  from: Point,
  to: Point,
  within: Rect | undefined,
  bounds: (shape: S) => Rect,
  move: (imagePoint: Point) => S,
): S {
  if (!within) return move(to);
  const limits = union(within, bounds(shape));
  const end = clampPoint(to, limits);
  const isInside = (moved: S) => lies(bounds(moved), limits);
  const wanted = move(end);
  if (isInside(wanted)) return wanted;
  let [best, low, high] = [shape, 0, 1];
  for (let i = 0; i < HALVINGS; i++) {
    const t = (low + high) / 2;
    const moved = move({ x: from.x + t * (end.x - from.x), y: from.y + t * (end.y - from.y) });
    if (isInside(moved)) [best, low] = [moved, t];
    else high = t;
  }
  return best;
}

function lies(inner: Rect, outer: Rect): boolean {
  return (
    inner.x >= outer.x - TOLERANCE_PX &&
    inner.y >= outer.y - TOLERANCE_PX &&
    inner.x + inner.width <= outer.x + outer.width + TOLERANCE_PX &&
    inner.y + inner.height <= outer.y + outer.height + TOLERANCE_PX
  );
}

/** The movement by which `moving` (bounds of what moves) stays within the limits, or goes no farther out than it is. */
export function limitMove(delta: Point, moving: Rect, within: Rect | undefined): Point {
  if (!within) return delta;
  const limits = union(within, moving);
  const right = limits.x + limits.width - moving.x - moving.width;
  const bottom = limits.y + limits.height - moving.y - moving.height;
  return {
    x: Math.min(right, Math.max(limits.x - moving.x, delta.x)),
    y: Math.min(bottom, Math.max(limits.y - moving.y, delta.y)),
  };
}
