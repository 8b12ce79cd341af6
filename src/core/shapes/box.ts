import { normalAngle } from '../geometry/angle';
import { isArray, type Json } from '../json/json';
import { intersect, rectContains, type Point, type Rect } from '../geometry/rect';
import { rotatePoint } from '../geometry/rotate';
import { roundPx } from '../geometry/round';
import { dragGrip, GRIPS, isGrip } from './boxDrag';
import type { RotatedBox } from './shapeData';
import type { Handle, PathSink, ShapeKind } from './shape';
import type { Box } from './shapeData';

export type { Box } from './shapeData';

export function boxOf(rect: Rect): Box {
  return { kind: 'box', x: rect.x, y: rect.y, width: rect.width, height: rect.height };
}

export const box: ShapeKind<Box> = {
  kind: 'box',
  title: 'Box',
  parse: parseBox,
  print: (s) => [roundPx(s.x), roundPx(s.y), roundPx(s.width), roundPx(s.height)],
  round: (s) => ({
    kind: 'box',
    x: roundPx(s.x),
    y: roundPx(s.y),
    width: roundPx(s.width),
    height: roundPx(s.height),
  }),
  bounds: (s) => s,
  area: (s) => s.width * s.height,
  contains: rectContains,
  outlineDistance,
  trace,
  handles: (s) => Object.entries(GRIPS).map(([id, [gx, gy]]) => grip(s, id, gx, gy)),
  moveHandle: (s, id, p, modifiers) => (isGrip(id) ? boxOf(dragGrip(s, id, p, modifiers)) : s),
  removeHandle: () => undefined,
  insertVertex: () => undefined,
  translate: (s, dx, dy) => ({ ...s, x: s.x + dx, y: s.y + dy }),
  scale: (s, fx, fy) => ({ ...s, x: s.x * fx, y: s.y * fy, width: s.width * fx, height: s.height * fy }),
  isArea: () => true,
  rotate,
  flip: (s, axis, at) =>
    axis === 'x' ? { ...s, x: 2 * at - s.x - s.width } : { ...s, y: 2 * at - s.y - s.height },
  clip(s, width, height) {
    const part = boxOf(intersect(s, { x: 0, y: 0, width, height }));
    return part.width > 0 && part.height > 0 ? part : undefined;
  },
};

/** A box again after quarter turns, else a rotated box. */
function rotate(s: Box, degrees: number, centre: Point): Box | RotatedBox {
  const middle = { x: s.x + s.width / 2, y: s.y + s.height / 2 };
  const { x: cx, y: cy } = rotatePoint(middle, degrees, centre);
  const { width, height } = s;
  const quarters = degrees / 90;
  if (!Number.isInteger(quarters))
    return { kind: 'rotatedBox', cx, cy, width, height, angle: normalAngle(degrees) };
  const [w, h] = quarters % 2 === 0 ? [width, height] : [height, width];
  return { kind: 'box', x: cx - w / 2, y: cy - h / 2, width: w, height: h };
}

function parseBox(value: Json): Box | string {
  if (
    !isArray(value) ||
    value.length !== 4 ||
    !value.every((v) => typeof v === 'number' && Number.isFinite(v))
  )
    return 'a box is four finite numbers [x, y, width, height]';
  const [x, y, width, height] = value as readonly [number, number, number, number];
  if (width < 0 || height < 0) return 'a box cannot have a negative width or height';
  return { kind: 'box', x, y, width, height };
}

function outlineDistance(s: Box, p: Point): number {
  const left = p.x - s.x;
  const right = s.x + s.width - p.x;
  const top = p.y - s.y;
  const bottom = s.y + s.height - p.y;
  if (left >= 0 && right >= 0 && top >= 0 && bottom >= 0) return Math.min(left, right, top, bottom);
  return Math.hypot(Math.max(-left, -right, 0), Math.max(-top, -bottom, 0));
}

function trace(s: Box, sink: PathSink): void {
  sink.moveTo(s.x, s.y);
  sink.lineTo(s.x + s.width, s.y);
  sink.lineTo(s.x + s.width, s.y + s.height);
  sink.lineTo(s.x, s.y + s.height);
  sink.closePath();
}

function grip(s: Box, id: string, gx: number, gy: number): Handle {
  const point = { x: s.x + (s.width * (gx + 1)) / 2, y: s.y + (s.height * (gy + 1)) / 2 };
  const cursor = `${id}-resize`;
  if (gx !== 0 && gy !== 0) return { id, point, role: 'corner', cursor };
  return { id, point, role: 'edge', cursor, roomPx: (gx === 0 ? s.width : s.height) / 2 };
}
