import { isArray, type Json } from '../json/json';
import { intersect, rectContains, rectOfCorners, type Point, type Rect } from '../geometry/rect';
import { roundPx } from '../geometry/round';
import type { DragModifiers, Handle, PathSink, ShapeKind } from './shape';

/** An axis-parallel bounding box; sidecar form `"box": [x, y, width, height]`. */
export interface Box extends Rect {
  readonly kind: 'box';
}

/** Unit directions of the eight grips from the box's centre. */
const GRIPS = {
  nw: [-1, -1],
  n: [0, -1],
  ne: [1, -1],
  e: [1, 0],
  se: [1, 1],
  s: [0, 1],
  sw: [-1, 1],
  w: [-1, 0],
} as const;

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
  moveHandle,
  removeHandle: () => undefined,
  translate: (s, dx, dy) => ({ ...s, x: s.x + dx, y: s.y + dy }),
  clip(s, width, height) {
    const part = boxOf(intersect(s, { x: 0, y: 0, width, height }));
    return part.width > 0 && part.height > 0 ? part : undefined;
  },
};

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

function moveHandle(s: Box, id: string, p: Point, modifiers: DragModifiers): Box {
  const direction = GRIPS[id as keyof typeof GRIPS] as readonly [number, number] | undefined;
  if (!direction) return s;
  const [gx, gy] = direction;
  const centre = { x: s.x + s.width / 2, y: s.y + s.height / 2 };
  const anchor = modifiers.fromCentre
    ? { x: 2 * centre.x - p.x, y: 2 * centre.y - p.y }
    : { x: gx > 0 ? s.x : s.x + s.width, y: gy > 0 ? s.y : s.y + s.height };
  const dragged =
    modifiers.keepRatio && gx !== 0 && gy !== 0 ? onDiagonal(s, anchor, p, modifiers.fromCentre) : p;
  const mirrored = modifiers.fromCentre
    ? { x: 2 * centre.x - dragged.x, y: 2 * centre.y - dragged.y }
    : anchor;
  const spanned = rectOfCorners(mirrored, dragged);
  return {
    kind: 'box',
    x: gx === 0 ? s.x : spanned.x,
    width: gx === 0 ? s.width : spanned.width,
    y: gy === 0 ? s.y : spanned.y,
    height: gy === 0 ? s.height : spanned.height,
  };
}

/** Moves p so that the box between anchor (or the centre) and p keeps the ratio of `s`. */
function onDiagonal(s: Box, anchor: Point, p: Point, fromCentre: boolean): Point {
  const origin = fromCentre ? { x: s.x + s.width / 2, y: s.y + s.height / 2 } : anchor;
  if (s.width === 0 || s.height === 0) return p;
  const dx = p.x - origin.x;
  const dy = p.y - origin.y;
  const scale = Math.max(Math.abs(dx) / s.width, Math.abs(dy) / s.height);
  return {
    x: origin.x + (dx < 0 ? -1 : 1) * scale * s.width,
    y: origin.y + (dy < 0 ? -1 : 1) * scale * s.height,
  };
}
