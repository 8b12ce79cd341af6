import type { Point, Rect } from '../geometry/rect';

/**
 * The part of the line between the centres of two rectangles that lies outside of both; where they overlap, the
 * whole line between the centres. Undefined when the centres are the same.
 */
export function arrowBetween(
  from: Rect,
  to: Rect,
): { readonly start: Point; readonly end: Point } | undefined {
  const [a, b] = [centreOf(from), centreOf(to)];
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  if (dx === 0 && dy === 0) return undefined;
  const first = leavesAt(from, dx, dy);
  const last = 1 - leavesAt(to, dx, dy);
  if (first >= last) return { start: a, end: b };
  const at = (t: number): Point => ({ x: a.x + t * dx, y: a.y + t * dy });
  return { start: at(first), end: at(last) };
}

function centreOf({ x, y, width, height }: Rect): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

/** The share of (dx, dy) after which a way from the rectangle's centre leaves it. */
function leavesAt({ width, height }: Rect, dx: number, dy: number): number {
  return Math.min(
    dx === 0 ? Infinity : width / 2 / Math.abs(dx),
    dy === 0 ? Infinity : height / 2 / Math.abs(dy),
  );
}
