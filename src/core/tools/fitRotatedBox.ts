import { angleOf, normalAngle } from '../geometry/angle';
import { distance, pointAt, pointCount, type FlatPoints } from '../geometry/polyline';
import type { Point } from '../geometry/rect';
import { rotatePoint, rotatePoints } from '../geometry/rotate';
import { boundsOfPoints } from '../geometry/flatPoints';
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
 * The smallest box around up to four points: one of its sides lies on a line through two of them. Of its four
 * angles the one nearest to the direction from the first point to the second.
 */
export function boxAroundCorners(points: FlatPoints): RotatedBox {
  const first = angleBetween(points, 0, 1);
  const count = pointCount(points);
  let best: RotatedBox | undefined;
  for (let i = 0; i < count; i++)
    for (let j = i + 1; j < count; j++) {
      const around = boxAtAngle(points, nearestQuarter(angleBetween(points, i, j), first));
      if (!best || around.width * around.height < best.width * best.height) best = around;
    }
  return best ?? boxAtAngle(points, 0);
}

function boxAtAngle(points: FlatPoints, angle: number): RotatedBox {
  const origin = { x: 0, y: 0 };
  const { x, y, width, height } = boundsOfPoints(rotatePoints(points, -angle, origin));
  const centre = rotatePoint({ x: x + width / 2, y: y + height / 2 }, angle, origin);
  return { kind: 'rotatedBox', cx: centre.x, cy: centre.y, width, height, angle };
}

function angleBetween(points: FlatPoints, i: number, j: number): number {
  const [a, b] = [pointAt(points, i), pointAt(points, j)];
  return angleOf(b.x - a.x, b.y - a.y);
}

/** The angle plus as many quarters as bring it nearest to another one. */
function nearestQuarter(angle: number, wanted: number): number {
  return normalAngle(angle + 90 * Math.round((wanted - angle) / 90));
}
