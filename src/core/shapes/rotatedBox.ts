import type { Json } from '../json/json';
import { normalAngle, roundAngle } from '../geometry/angle';
import { clipRing } from '../geometry/clipRing';
import { boundsOfPoints } from '../geometry/flatPoints';
import { pointAt, pointCount, type FlatPoints } from '../geometry/polyline';
import { rectContains, type Point, type Rect } from '../geometry/rect';
import { turn } from '../geometry/rotate';
import { roundPx } from '../geometry/round';
import { box } from './box';
import { dragGrip, GRIPS, isGrip } from './boxDrag';
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
} from './turned';
import type { RotatedBox } from './shapeData';

export type { RotatedBox } from './shapeData';

export const rotatedBox: ShapeKind<RotatedBox> = {
  kind: 'rotatedBox',
  title: 'Rotated box',
  parse: parseRotatedBox,
  print: (s) => [roundPx(s.cx), roundPx(s.cy), roundPx(s.width), roundPx(s.height), roundAngle(s.angle)],
  round,
  bounds,
  area: (s) => s.width * s.height,
  contains: (s, p) => rectContains(localRect(s), toLocal(s, p)),
  outlineDistance: (s, p) => box.outlineDistance({ kind: 'box', ...localRect(s) }, toLocal(s, p)),
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
  clip,
};

/** The four corners, clockwise from the top left one of the box's own frame; flat, image pixels. */
export function cornersOf(s: RotatedBox): FlatPoints {
  const [x, y] = [s.width / 2, s.height / 2];
  const corners: Point[] = [
    { x: -x, y: -y },
    { x, y: -y },
    { x, y },
    { x: -x, y },
  ];
  return corners.flatMap((corner) => {
    const at = toImage(s, corner);
    return [at.x, at.y];
  });
}

function parseRotatedBox(value: Json): RotatedBox | string {
  const numbers = finiteNumbers(value, 5);
  if (!numbers) return 'a rotatedBox is five finite numbers [cx, cy, width, height, angle]';
  const [cx, cy, width, height, angle] = numbers as readonly [number, number, number, number, number];
  if (width < 0 || height < 0) return 'a rotatedBox cannot have a negative width or height';
  return { kind: 'rotatedBox', cx, cy, width, height, angle: normalAngle(angle) };
}

function round(s: RotatedBox): RotatedBox {
  const [width, height] = [roundPx(s.width), roundPx(s.height)];
  return {
    kind: 'rotatedBox',
    cx: roundPx(s.cx),
    cy: roundPx(s.cy),
    width,
    height,
    angle: roundAngle(s.angle),
  };
}

function bounds(s: RotatedBox): Rect {
  const [cos, sin] = turn(s.angle);
  const width = Math.abs(s.width * cos) + Math.abs(s.height * sin);
  const height = Math.abs(s.width * sin) + Math.abs(s.height * cos);
  return { x: s.cx - width / 2, y: s.cy - height / 2, width, height };
}

/** The box in its own frame. */
function localRect({ width, height }: RotatedBox): Rect {
  return { x: -width / 2, y: -height / 2, width, height };
}

function trace(s: RotatedBox, sink: PathSink): void {
  const corners = cornersOf(s);
  sink.moveTo(corners[0] ?? 0, corners[1] ?? 0);
  for (let i = 2; i < corners.length; i += 2) sink.lineTo(corners[i] ?? 0, corners[i + 1] ?? 0);
  sink.closePath();
}

function handles(s: RotatedBox): readonly Handle[] {
  const grips = Object.entries(GRIPS).map(([id, [gx, gy]]) => grip(s, id, gx, gy));
  return [...grips, rotateHandle(s, s.height / 2)];
}

function grip(s: RotatedBox, id: string, gx: number, gy: number): Handle {
  const at = toImage(s, { x: (gx * s.width) / 2, y: (gy * s.height) / 2 });
  const cursor = turnedCursor(s, gx, gy);
  if (gx !== 0 && gy !== 0) return { id, point: at, role: 'corner', cursor };
  return { id, point: at, role: 'edge', cursor, roomPx: (gx === 0 ? s.width : s.height) / 2 };
}

/** A grip moves its sides in the box's own frame; the opposite ones stay where they are. */
function moveHandle(s: RotatedBox, id: string, imagePoint: Point, modifiers: DragModifiers): RotatedBox {
  const from = handles(s).find((handle) => handle.id === id)?.point;
  if (!from) return s;
  const { within, keepRatio } = modifiers;
  return stopInside(s, from, imagePoint, id === ROTATE ? undefined : within, bounds, (p) =>
    id === ROTATE ? turnTowards(s, p, keepRatio) : resized(s, id, p, modifiers),
  );
}

function resized(s: RotatedBox, id: string, imagePoint: Point, modifiers: DragModifiers): RotatedBox {
  if (!isGrip(id)) return s;
  const { keepRatio, fromCentre } = modifiers;
  const rect = dragGrip(localRect(s), id, toLocal(s, imagePoint), { keepRatio, fromCentre });
  return placed(s, rect);
}

/** The box that a rectangle of its own frame is. */
function placed(s: RotatedBox, { x, y, width, height }: Rect): RotatedBox {
  const centre = toImage(s, { x: x + width / 2, y: y + height / 2 });
  return { ...s, cx: centre.x, cy: centre.y, width, height };
}

/**
 * Unequal factors make a parallelogram of it. The result is the rotated box about the same centre whose sides are
 * nearest to the parallelogram's, by least squares.
 */
function scale(s: RotatedBox, fx: number, fy: number): RotatedBox {
  const centre = { cx: s.cx * fx, cy: s.cy * fy };
  if (fx === fy) return { ...s, ...centre, width: s.width * fx, height: s.height * fy };
  const [cos, sin] = turn(s.angle);
  const along: Point = { x: s.width * cos * fx, y: s.width * sin * fy };
  const down: Point = { x: -s.height * sin * fx, y: s.height * cos * fy };
  const angle = fittingAngle(s, along, down);
  const [c, n] = turn(angle);
  const width = Math.max(0, along.x * c + along.y * n);
  const height = Math.max(0, down.y * c - down.x * n);
  return { kind: 'rotatedBox', ...centre, width, height, angle };
}

/** The direction that keeps most of both sides: principal axis of the first and the second turned onto it. */
function fittingAngle(s: RotatedBox, along: Point, down: Point): number {
  const [cross, difference] = [
    2 * (along.x * along.y - down.x * down.y),
    along.x * along.x - along.y * along.y + down.y * down.y - down.x * down.x,
  ];
  if (cross === 0 && difference === 0) return s.angle;
  const angle = (Math.atan2(cross, difference) * 90) / Math.PI;
  const [cos, sin] = turn(angle);
  const isAlong = along.x * cos + along.y * sin + down.y * cos - down.x * sin >= 0;
  return normalAngle(isAlong ? angle : angle + 180);
}

/** The smallest box of the same angle around what is visible of it; that may still reach over the border. */
function clip(s: RotatedBox, widthPx: number, heightPx: number): RotatedBox | undefined {
  const ring = clipRing(cornersOf(s), widthPx, heightPx);
  const local = Array.from({ length: pointCount(ring) }, (_, i) => toLocal(s, pointAt(ring, i)));
  const rect = boundsOfPoints(local.flatMap(({ x, y }) => [x, y]));
  if (rect.width <= 0 || rect.height <= 0) return undefined;
  return isWhole(rect, localRect(s)) ? s : placed(s, rect);
}

/** Up to the error of turning there and back. */
function isWhole(part: Rect, whole: Rect): boolean {
  return whole.width - part.width < 1e-6 && whole.height - part.height < 1e-6;
}
