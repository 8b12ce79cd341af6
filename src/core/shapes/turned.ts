import { angleOf, normalAngle, snapAngle } from '../geometry/angle';
import type { Point } from '../geometry/rect';
import { rotatePoint, turn } from '../geometry/rotate';
import type { Handle } from './shape';
import type { Turned } from './shapeData';

export type { Turned } from './shapeData';

/** The angle to which turning snaps while Shift is held. */
const SNAP_DEGREES = 15;

export function centreOf({ cx, cy }: Turned): Point {
  return { x: cx, y: cy };
}

/** An image point in the shape's own frame: about its centre, along its sides. */
export function toLocal(s: Turned, { x, y }: Point): Point {
  const [cos, sin] = turn(s.angle);
  const [dx, dy] = [x - s.cx, y - s.cy];
  return { x: dx * cos + dy * sin, y: dy * cos - dx * sin };
}

/** A point of the shape's own frame in the image. */
export function toImage(s: Turned, { x, y }: Point): Point {
  const [cos, sin] = turn(s.angle);
  return { x: s.cx + x * cos - y * sin, y: s.cy + x * sin + y * cos };
}

/** Turned clockwise about a centre (image pixels). */
export function turnAbout<S extends Turned>(s: S, degrees: number, centre: Point): S {
  const { x, y } = rotatePoint(centreOf(s), degrees, centre);
  return { ...s, cx: x, cy: y, angle: normalAngle(s.angle + degrees) };
}

/** Mirrored; right for what is itself symmetric about its own axes. */
export function mirror<S extends Turned>(s: S, axis: 'x' | 'y', at: number): S {
  const centre = axis === 'x' ? { cx: 2 * at - s.cx } : { cy: 2 * at - s.cy };
  return { ...s, ...centre, angle: normalAngle(-s.angle) };
}

export const ROTATE = 'rotate';

/** The grip that turns the shape: outside the middle of its top side. */
export function rotateHandle(s: Turned, topPx: number): Handle {
  const [cos, sin] = turn(s.angle);
  return {
    id: ROTATE,
    point: toImage(s, { x: 0, y: -topPx }),
    role: 'rotate',
    cursor: 'grab',
    away: { x: sin + 0, y: -cos + 0 },
  };
}

/** Turned so that its top points at `imagePoint`; in steps of 15 degrees when `isSnapped`. */
export function turnTowards<S extends Turned>(s: S, imagePoint: Point, isSnapped: boolean): S {
  const [dx, dy] = [imagePoint.x - s.cx, imagePoint.y - s.cy];
  if (dx === 0 && dy === 0) return s;
  const angle = normalAngle(angleOf(dx, dy) + 90);
  return { ...s, angle: isSnapped ? snapAngle(angle, SNAP_DEGREES) : angle };
}

const CURSORS = ['e', 'se', 's', 'sw', 'w', 'nw', 'n', 'ne'] as const;

/** The resize cursor for a grip that pulls along (gx, gy) of the shape's own frame. */
export function turnedCursor(s: Turned, gx: number, gy: number): string {
  const eighth = Math.round((angleOf(gx, gy) + s.angle) / 45) % 8;
  return `${CURSORS[eighth] ?? 'e'}-resize`;
}
