import { angleOf, normalAngle } from '../geometry/angle';
import { minAreaRect } from '../geometry/minAreaRect';
import { distance, pointAt, type FlatPoints } from '../geometry/polyline';
import type { Point } from '../geometry/rect';
import type { RotatedBox } from '../shapes/rotatedBox';

/** The box with this side, as deep as the third point is away from it; its width runs along the side. */
export function boxOnSide(from: Point, to: Point, depth: Point): RotatedBox {
  const width = distance(from, to);
  if (width === 0) return { kind: 'rotatedBox', cx: from.x, cy: from.y, width: 0, height: 0, angle: 0 };
  const [ux, uy] = [(to.x - from.x) / width, (to.y - from.y) / width];
  const down = (depth.x - from.x) * -uy + (depth.y - from.y) * ux;
  return {
    kind: 'rotatedBox',
    cx: (from.x + to.x) / 2 - (uy * down) / 2,
    cy: (from.y + to.y) / 2 + (ux * down) / 2,
    width,
    height: Math.abs(down),
    angle: angleOf(to.x - from.x, to.y - from.y),
  };
}

/**
 * The smallest box around points. Of its four angles it has the one nearest to the direction from the first point to
 * the second; undefined when the points are all on one line.
 */
export function boxAroundCorners(points: FlatPoints): RotatedBox | undefined {
  const around = minAreaRect(points);
  if (!around) return undefined;
  const [a, b] = [pointAt(points, 0), pointAt(points, 1)];
  const quarters = Math.round((angleOf(b.x - a.x, b.y - a.y) - around.angle) / 90);
  const { cx, cy, width, height } = around;
  const sides = quarters % 2 === 0 ? { width, height } : { width: height, height: width };
  return { kind: 'rotatedBox', cx, cy, ...sides, angle: normalAngle(around.angle + 90 * quarters) };
}
