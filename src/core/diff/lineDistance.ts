import { distance, pointAt, pointCount, type FlatPoints } from '../geometry/polyline';
import type { Point } from '../geometry/rect';
import { kindOf, type Shape } from '../shapes/index';
import { flattened } from '../shapes/splinePath';

/** Spots along a line at which its distance from another is taken. */
const SPOTS = 64;

/**
 * Mean distance between two points, polylines or open splines, image pixels: of spots spread evenly along each from
 * the other. Undefined for shapes that are no lines.
 */
export function lineDistance(a: Shape, b: Shape): number | undefined {
  const [lineA, lineB] = [lineOf(a), lineOf(b)];
  if (!lineA || !lineB) return undefined;
  return (meanDistance(lineA, b) + meanDistance(lineB, a)) / 2;
}

function lineOf(shape: Shape): FlatPoints | undefined {
  if (shape.kind === 'point') return [shape.x, shape.y];
  if (shape.kind === 'polyline') return shape.points;
  return shape.kind === 'spline' && !shape.closed ? flattened(shape) : undefined;
}

function meanDistance(line: FlatPoints, from: Shape): number {
  const spots = spotsAlong(line);
  const kind = kindOf(from);
  return spots.reduce((sum, spot) => sum + kind.outlineDistance(from, spot), 0) / spots.length;
}

/** Evenly along the line, both ends among them; one spot of a line without length. */
function spotsAlong(line: FlatPoints): readonly Point[] {
  const lengths = Array.from({ length: pointCount(line) - 1 }, (_, i) =>
    distance(pointAt(line, i), pointAt(line, i + 1)),
  );
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (!(total > 0)) return [pointAt(line, 0)];
  const spots: Point[] = [];
  let [segment, passed] = [0, 0];
  for (let k = 0; k < SPOTS; k++) {
    const along = (total * k) / (SPOTS - 1);
    while (segment < lengths.length - 1 && passed + (lengths[segment] ?? 0) < along)
      passed += lengths[segment++] ?? 0;
    spots.push(between(line, segment, Math.min(1, (along - passed) / (lengths[segment] || 1))));
  }
  return spots;
}

function between(line: FlatPoints, segment: number, share: number): Point {
  const [a, b] = [pointAt(line, segment), pointAt(line, segment + 1)];
  return { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) };
}
