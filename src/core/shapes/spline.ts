import { isArray, isObject, type Json } from '../json/json';
import { clipRing } from '../geometry/clipRing';
import { cubicBounds, doubleCubicArea } from '../geometry/cubic';
import { lineDistance, segmentInside } from '../geometry/openLine';
import { doubleSignedArea, pointAt, ringContains } from '../geometry/polyline';
import { clampPoint, type Rect } from '../geometry/rect';
import { rotatePoint } from '../geometry/rotate';
import { roundPx } from '../geometry/round';
import { finiteNumbers } from './numbers';
import type { PathSink, ShapeKind } from './shape';
import { handles, insertVertex, moveHandle, removeHandle } from './splineHandles';
import {
  boundsOfSpline,
  flattened,
  mapped,
  segmentsOf,
  splineOf,
  type Anchor,
  type Spline,
} from './splinePath';

export type { Anchor, Spline } from './splinePath';

export const MIN_ANCHORS = 2;

export const spline: ShapeKind<Spline> = {
  kind: 'spline',
  title: 'Spline',
  parse: parseSpline,
  print: (s) => ({ closed: s.closed, anchors: s.anchors.map(printAnchor) }),
  round: (s) => mapped(s, ({ x, y }) => ({ x: roundPx(x), y: roundPx(y) })),
  bounds: boundsOfSpline,
  area: (s) => (s.closed ? Math.abs(segmentsOf(s).reduce((sum, c) => sum + doubleCubicArea(c), 0)) / 2 : 0),
  contains: (s, p) => s.closed && ringContains(flattened(s), p),
  outlineDistance: (s, p) => lineDistance(flattened(s), p),
  trace,
  isArea: (s) => s.closed,
  handles,
  moveHandle,
  removeHandle,
  insertVertex,
  translate: (s, dx, dy) => mapped(s, ({ x, y }) => ({ x: x + dx, y: y + dy })),
  scale: (s, fx, fy) => mapped(s, ({ x, y }) => ({ x: x * fx, y: y * fy })),
  rotate: (s, degrees, centre) => mapped(s, (p) => rotatePoint(p, degrees, centre)),
  flip: (s, axis, at) => mapped(s, (p) => ({ ...p, [axis]: 2 * at - p[axis] })),
  clip,
};

const FORM =
  'a spline is {"closed": true or false, "anchors": [...]} with at least 2 anchors [x, y] or [x, y, inX, inY, outX, outY] of finite numbers';

function parseSpline(value: Json): Spline | string {
  if (!isObject(value) || typeof value['closed'] !== 'boolean') return FORM;
  const { closed, anchors: list = null } = value;
  if (!isArray(list) || list.length < MIN_ANCHORS) return FORM;
  const anchors = list.map(parseAnchor);
  return anchors.every((anchor) => anchor !== undefined) ? splineOf(anchors, closed) : FORM;
}

function parseAnchor(value: Json): Anchor | undefined {
  const numbers = finiteNumbers(value);
  if (!numbers || (numbers.length !== 2 && numbers.length !== 6)) return undefined;
  const [x = 0, y = 0, inX = x, inY = y, outX = x, outY = y] = numbers;
  return { x, y, inX, inY, outX, outY };
}

function printAnchor(anchor: Anchor): readonly number[] {
  const [x, y, ...controls] = [anchor.x, anchor.y, anchor.inX, anchor.inY, anchor.outX, anchor.outY].map(
    roundPx,
  );
  const isCorner = controls.every((value, i) => value === (i % 2 === 0 ? x : y));
  return [x ?? 0, y ?? 0, ...(isCorner ? [] : controls)];
}

function trace(s: Spline, sink: PathSink): void {
  const segments = segmentsOf(s);
  const [start] = segments;
  if (start) sink.moveTo(start[0], start[1]);
  for (const [, , x1, y1, x2, y2, x, y] of segments) sink.bezierCurveTo(x1, y1, x2, y2, x, y);
  if (s.closed) sink.closePath();
}

/**
 * Anchors and their controls outside move to the nearest points of the border: a curve lies within the hull of them,
 * so none of it leaves the image, and it stays one curve with the same anchors.
 */
function clip(s: Spline, widthPx: number, heightPx: number): Spline | undefined {
  const image: Rect = { x: 0, y: 0, width: widthPx, height: heightPx };
  const isInside = segmentsOf(s).every((curve) => isWithin(cubicBounds(curve), image));
  if (isInside) return s;
  return isVisible(s, image) ? mapped(s, (p) => clampPoint(p, image)) : undefined;
}

function isWithin({ x, y, width, height }: Rect, image: Rect): boolean {
  return x >= 0 && y >= 0 && x + width <= image.width && y + height <= image.height;
}

function isVisible(s: Spline, image: Rect): boolean {
  const line = flattened(s);
  if (s.closed) return doubleSignedArea(clipRing(line, image.width, image.height)) !== 0;
  for (let i = 0; 2 * i + 3 < line.length; i++) {
    const part = segmentInside(pointAt(line, i), pointAt(line, i + 1), image);
    if (part && part[0] < part[1]) return true;
  }
  return false;
}
