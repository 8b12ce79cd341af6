import { kindOf, type Shape } from '../../shapes/index';

/** Thinner than the sidecar's grid of 1/100 pixel is no extent at all. */
const LEAST_PX = 0.01;

/** True when an area covers nothing (no width, no height, or all its points on one line), or a line has no length. */
export function isThin(shape: Shape): boolean {
  const { width, height } = kindOf(shape).bounds(shape);
  // They mark places, which need no extent.
  if (shape.kind === 'point' || shape.kind === 'skeleton') return false;
  if (!kindOf(shape).isArea(shape)) return width < LEAST_PX && height < LEAST_PX;
  if (width < LEAST_PX || height < LEAST_PX) return true;
  return kindOf(shape).area(shape) < LEAST_PX * Math.max(width, height) && isOnOneLine(pointsOf(shape));
}

/** The points of the outline, flat. A bow tie has no net area either, but its points are not on a line. */
function pointsOf(shape: Shape): number[] {
  const points: number[] = [];
  kindOf(shape).trace(shape, {
    moveTo: (x, y) => points.push(x, y),
    lineTo: (x, y) => points.push(x, y),
    bezierCurveTo: (...coordinates) => points.push(...coordinates),
    closePath: () => undefined,
  });
  return points;
}

function isOnOneLine(points: readonly number[]): boolean {
  const [x0 = 0, y0 = 0] = points;
  const [dx, dy] = farthest(points, x0, y0);
  const length = Math.hypot(dx, dy);
  if (length < LEAST_PX) return true;
  for (let i = 0; i < points.length; i += 2) {
    const offset = ((points[i] ?? 0) - x0) * dy - ((points[i + 1] ?? 0) - y0) * dx;
    if (Math.abs(offset) / length >= LEAST_PX) return false;
  }
  return true;
}

function farthest(points: readonly number[], x0: number, y0: number): readonly [number, number] {
  let best: readonly [number, number] = [0, 0];
  for (let i = 0; i < points.length; i += 2) {
    const [dx, dy] = [(points[i] ?? 0) - x0, (points[i + 1] ?? 0) - y0];
    if (Math.hypot(dx, dy) > Math.hypot(...best)) best = [dx, dy];
  }
  return best;
}
