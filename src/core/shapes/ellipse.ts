import type { Json } from '../json/json';
import { normalAngle, roundAngle } from '../geometry/angle';
import { ellipseDistance } from '../geometry/ellipse';
import { clipRing } from '../geometry/clipRing';
import { doubleSignedArea } from '../geometry/polyline';
import type { Point, Rect } from '../geometry/rect';
import { turn } from '../geometry/rotate';
import { roundPx } from '../geometry/round';
import { finiteNumbers } from './numbers';
import type { DragModifiers, Handle, PathSink, ShapeKind } from './shape';
import { stopInside } from './stopInside';
import {
  mirror,
  ROTATE,
  rotateHandle,
  toImage,
  toLocal,
  turnAbout,
  turnedCursor,
  turnTowards,
  type Turned,
} from './turned';
import type { Ellipse } from './shapeData';

export type { Ellipse } from './shapeData';

/** Distance of the control points of a quarter circle, as a multiple of its radius: off by 0.03 % at most. */
const QUARTER = 0.5522847498;

export const ellipse: ShapeKind<Ellipse> = {
  kind: 'ellipse',
  title: 'Ellipse',
  parse: parseEllipse,
  print: (s) => [roundPx(s.cx), roundPx(s.cy), roundPx(s.rx), roundPx(s.ry), roundAngle(s.angle)],
  round,
  bounds,
  area: (s) => Math.PI * s.rx * s.ry,
  contains,
  outlineDistance: (s, p) => ellipseDistance(s.rx, s.ry, toLocal(s, p)),
  trace,
  isArea: () => true,
  handles,
  moveHandle,
  removeHandle: () => undefined,
  insertVertex: () => undefined,
  translate: (s, dx, dy) => ({ ...s, cx: s.cx + dx, cy: s.cy + dy }),
  scale,
  rotate: turnAbout,
  flip: mirror,
  clip: (s, width, height) => (isVisible(s, width, height) ? s : undefined),
};

function parseEllipse(value: Json): Ellipse | string {
  const numbers = finiteNumbers(value, 5);
  if (!numbers) return 'an ellipse is five finite numbers [cx, cy, rx, ry, angle]';
  const [cx, cy, rx, ry, angle] = numbers as readonly [number, number, number, number, number];
  if (rx < 0 || ry < 0) return 'an ellipse cannot have a negative half axis';
  return { kind: 'ellipse', cx, cy, rx, ry, angle: normalAngle(angle) };
}

function round(s: Ellipse): Ellipse {
  const [rx, ry] = [roundPx(s.rx), roundPx(s.ry)];
  return { kind: 'ellipse', cx: roundPx(s.cx), cy: roundPx(s.cy), rx, ry, angle: roundAngle(s.angle) };
}

function bounds(s: Ellipse): Rect {
  const [cos, sin] = turn(s.angle);
  const x = Math.hypot(s.rx * cos, s.ry * sin);
  const y = Math.hypot(s.rx * sin, s.ry * cos);
  return { x: s.cx - x, y: s.cy - y, width: 2 * x, height: 2 * y };
}

function contains(s: Ellipse, p: Point): boolean {
  const { x, y } = toLocal(s, p);
  return (x / s.rx) ** 2 + (y / s.ry) ** 2 <= 1;
}

function trace(s: Ellipse, sink: PathSink): void {
  const at = (x: number, y: number) => toImage(s, { x: x * s.rx, y: y * s.ry });
  const start = at(1, 0);
  sink.moveTo(start.x, start.y);
  for (const [x, y] of [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ] as const) {
    const [a, b, end] = [
      at(x - QUARTER * y, y + QUARTER * x),
      at(-y + QUARTER * x, x + QUARTER * y),
      at(-y, x),
    ];
    sink.bezierCurveTo(a.x, a.y, b.x, b.y, end.x, end.y);
  }
  sink.closePath();
}

const AXES = { e: [1, 0], s: [0, 1], w: [-1, 0], n: [0, -1] } as const;

function isAxis(id: string): id is keyof typeof AXES {
  return Object.hasOwn(AXES, id);
}

function handles(s: Ellipse): readonly Handle[] {
  const grips = Object.entries(AXES).map(([id, [x, y]]): Handle => {
    const at = toImage(s, { x: x * s.rx, y: y * s.ry });
    return { id, point: at, role: 'corner', cursor: turnedCursor(s, x, y) };
  });
  return [...grips, rotateHandle(s, s.ry)];
}

/** An axis grip moves its end, and the opposite end stays; Alt keeps the centre, Shift the proportions. */
function moveHandle(s: Ellipse, id: string, imagePoint: Point, modifiers: DragModifiers): Ellipse {
  const from = handles(s).find((handle) => handle.id === id)?.point;
  if (!from) return s;
  if (id === ROTATE) return turnTowards(s, imagePoint, modifiers.keepRatio);
  return stopInside(s, from, imagePoint, modifiers.within, bounds, (p) => resized(s, id, p, modifiers));
}

function resized(
  s: Ellipse,
  id: string,
  imagePoint: Point,
  { keepRatio, fromCentre }: DragModifiers,
): Ellipse {
  if (!isAxis(id)) return s;
  const [gx, gy] = AXES[id];
  const local = toLocal(s, imagePoint);
  const [reach, half] = [local.x * gx + local.y * gy, gx === 0 ? s.ry : s.rx];
  const size = fromCentre ? Math.abs(reach) : Math.abs(reach + half) / 2;
  const shift = fromCentre ? 0 : (reach - half) / 2;
  const centre = toImage(s, { x: gx * shift, y: gy * shift });
  const other = (gx === 0 ? s.rx : s.ry) * (keepRatio && half > 0 ? size / half : 1);
  const [rx, ry] = gx === 0 ? [other, size] : [size, other];
  return { ...s, cx: centre.x, cy: centre.y, rx, ry };
}

/** Exact: a stretched ellipse is an ellipse. Its axes come from the stretched shape's second moments. */
function scale(s: Ellipse, fx: number, fy: number): Ellipse {
  const centre = { cx: s.cx * fx, cy: s.cy * fy };
  if (fx === fy) return { ...s, ...centre, rx: s.rx * fx, ry: s.ry * fy };
  const [cos, sin] = turn(s.angle);
  const u: Point = { x: s.rx * cos * fx, y: s.rx * sin * fy };
  const v: Point = { x: -s.ry * sin * fx, y: s.ry * cos * fy };
  const [xx, xy, yy] = [u.x * u.x + v.x * v.x, u.x * u.y + v.x * v.y, u.y * u.y + v.y * v.y];
  const long = Math.sqrt((xx + yy + Math.hypot(xx - yy, 2 * xy)) / 2);
  const short = long === 0 ? 0 : Math.abs(u.x * v.y - u.y * v.x) / long;
  const angle = (Math.atan2(2 * xy, xx - yy) * 90) / Math.PI;
  return { kind: 'ellipse', ...centre, ...axesNear(s.angle, angle, long, short) };
}

/** The long axis lies at `longAngle`; named so that the first axis stays as near as it can to where it was. */
function axesNear(
  wasAngle: number,
  longAngle: number,
  long: number,
  short: number,
): Omit<Turned, 'cx' | 'cy'> & {
  readonly rx: number;
  readonly ry: number;
} {
  const quarters = Math.round((wasAngle - longAngle) / 90);
  const angle = normalAngle(longAngle + quarters * 90);
  return quarters % 2 === 0 ? { rx: long, ry: short, angle } : { rx: short, ry: long, angle };
}

/** An ellipse has no part that is an ellipse: it stays whole while something of it is in the image. */
function isVisible(s: Ellipse, widthPx: number, heightPx: number): boolean {
  const ring: number[] = [];
  for (let i = 0; i < 64; i++) {
    const [cos, sin] = turn((i * 360) / 64);
    const { x, y } = toImage(s, { x: s.rx * cos, y: s.ry * sin });
    ring.push(x, y);
  }
  return doubleSignedArea(clipRing(ring, widthPx, heightPx)) !== 0;
}
