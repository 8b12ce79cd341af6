import type { Point } from './rect';
import type { FlatPoints } from './polyline';

/** Cosine and sine of a clockwise turn (y points down); exact for multiples of 90 degrees. */
export function turn(degrees: number): readonly [cos: number, sin: number] {
  const quarters = degrees / 90;
  if (Number.isInteger(quarters)) return QUARTERS[((quarters % 4) + 4) % 4] ?? [1, 0];
  const radians = (degrees * Math.PI) / 180;
  return [Math.cos(radians), Math.sin(radians)];
}

const QUARTERS: readonly (readonly [number, number])[] = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
];

/** The point turned clockwise about a centre. */
export function rotatePoint({ x, y }: Point, degrees: number, centre: Point): Point {
  const [cos, sin] = turn(degrees);
  const [dx, dy] = [x - centre.x, y - centre.y];
  return { x: centre.x + dx * cos - dy * sin, y: centre.y + dx * sin + dy * cos };
}

/** Flat points turned clockwise about a centre. */
export function rotatePoints(points: FlatPoints, degrees: number, centre: Point): FlatPoints {
  const turned: number[] = [];
  for (let i = 0; i < points.length; i += 2) {
    const { x, y } = rotatePoint({ x: points[i] ?? 0, y: points[i + 1] ?? 0 }, degrees, centre);
    turned.push(x, y);
  }
  return turned;
}

/** Flat points mirrored: `x` about the vertical line at `at`, `y` about the horizontal one. */
export function flipPoints(points: FlatPoints, axis: 'x' | 'y', at: number): FlatPoints {
  const parity = axis === 'x' ? 0 : 1;
  return points.map((value, i) => (i % 2 === parity ? 2 * at - value : value));
}
