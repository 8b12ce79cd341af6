import type { Json } from '../json/json';
import { boundsOfPoints, roundPoints, scalePoints, translatePoints } from '../geometry/flatPoints';
import { lineDistance, nearestSegment, segmentInside } from '../geometry/openLine';
import { distance, pointAt, pointCount, type FlatPoints } from '../geometry/polyline';
import { clampPoint, type Point, type Rect } from '../geometry/rect';
import { flipPoints, rotatePoints } from '../geometry/rotate';
import { finiteNumbers } from './numbers';
import type { DragModifiers, Handle, PathSink, ShapeKind } from './shape';
import type { Polyline } from './shapeData';

export type { Polyline } from './shapeData';

export const MIN_LINE_POINTS = 2;

export const polyline: ShapeKind<Polyline> = {
  kind: 'polyline',
  title: 'Polyline',
  parse: parsePolyline,
  print: (s) => roundPoints(s.points),
  round: (s) => polylineOf(roundPoints(s.points)),
  bounds: (s) => boundsOfPoints(s.points),
  area: () => 0,
  contains: () => false,
  outlineDistance: (s, p) => lineDistance(s.points, p),
  trace,
  isArea: () => false,
  handles: (s) => [...vertexHandles(s.points), ...midpointHandles(s.points)],
  moveHandle,
  removeHandle,
  insertVertex,
  translate: (s, dx, dy) => polylineOf(translatePoints(s.points, dx, dy)),
  scale: (s, fx, fy) => polylineOf(scalePoints(s.points, fx, fy)),
  rotate: (s, degrees, centre) => polylineOf(rotatePoints(s.points, degrees, centre)),
  flip: (s, axis, at) => polylineOf(flipPoints(s.points, axis, at)),
  clip: clipLine,
};

export function polylineOf(points: FlatPoints): Polyline {
  return { kind: 'polyline', points };
}

function parsePolyline(value: Json): Polyline | string {
  const points = finiteNumbers(value);
  return points && points.length >= 2 * MIN_LINE_POINTS && points.length % 2 === 0
    ? polylineOf(points)
    : 'a polyline is at least 2 points as finite numbers [x0, y0, x1, y1, ...]';
}

function trace({ points }: Polyline, sink: PathSink): void {
  sink.moveTo(points[0] ?? 0, points[1] ?? 0);
  for (let i = 2; i < points.length; i += 2) sink.lineTo(points[i] ?? 0, points[i + 1] ?? 0);
}

function vertexHandles(points: FlatPoints): Handle[] {
  return Array.from({ length: pointCount(points) }, (_, i) => ({
    id: `v${i}`,
    point: pointAt(points, i),
    role: 'vertex',
    cursor: 'move',
  }));
}

function midpointHandles(points: FlatPoints): Handle[] {
  return Array.from({ length: pointCount(points) - 1 }, (_, i) => {
    const [a, b] = [pointAt(points, i), pointAt(points, i + 1)];
    const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    return { id: `m${i}`, point: middle, role: 'midpoint', cursor: 'copy', roomPx: distance(a, b) / 2 };
  });
}

const HANDLE_ID = /^([vm])(\d+)$/;

/** Which point a handle's id names: the vertex, or the one before a midpoint. */
function findHandle({ points }: Polyline, id: string): { isVertex: boolean; at: number } | undefined {
  const [, type, text] = HANDLE_ID.exec(id) ?? [];
  const isVertex = type === 'v';
  const at = Number(text);
  return at < pointCount(points) - (isVertex ? 0 : 1) ? { isVertex, at } : undefined;
}

function moveHandle(s: Polyline, id: string, imagePoint: Point, { within }: DragModifiers): Polyline {
  const found = findHandle(s, id);
  if (!found) return s;
  const { x, y } = within ? clampPoint(imagePoint, within) : imagePoint;
  const { isVertex, at } = found;
  return polylineOf(s.points.toSpliced(2 * (isVertex ? at : at + 1), isVertex ? 2 : 0, x, y));
}

function removeHandle(s: Polyline, id: string): Polyline | undefined {
  const found = findHandle(s, id);
  if (!found?.isVertex || pointCount(s.points) <= MIN_LINE_POINTS) return undefined;
  return polylineOf(s.points.toSpliced(2 * found.at, 2));
}

function insertVertex(s: Polyline, imagePoint: Point): Polyline | undefined {
  const { segment, foot } = nearestSegment(s.points, imagePoint);
  return segment < 0 ? undefined : polylineOf(s.points.toSpliced(2 * segment + 2, 0, foot.x, foot.y));
}

/**
 * From where the line first enters the image to where it last leaves it. A stretch outside in between goes by way of
 * the nearest points of the border, so that no part inside is lost and it stays one line.
 */
function clipLine(s: Polyline, widthPx: number, heightPx: number): Polyline | undefined {
  const image: Rect = { x: 0, y: 0, width: widthPx, height: heightPx };
  const kept: number[] = [];
  let outside: Point[] = [];
  for (let i = 0; i + 1 < pointCount(s.points); i++) {
    const [a, b] = [pointAt(s.points, i), pointAt(s.points, i + 1)];
    const part = segmentInside(a, b, image);
    if (part) {
      if (kept.length > 0) for (const p of outside) pushPoint(kept, p);
      for (const t of part) pushPoint(kept, on(a, b, t, image));
      outside = [];
    }
    if (part?.[1] !== 1) outside.push(clampPoint(b, image));
  }
  return kept.length >= 2 * MIN_LINE_POINTS ? polylineOf(kept) : undefined;
}

function on(a: Point, b: Point, t: number, image: Rect): Point {
  if (t === 0 || t === 1) return t === 0 ? a : b;
  return clampPoint({ x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) }, image);
}

/** Leaves out a point that is there already. */
function pushPoint(list: number[], { x, y }: Point): void {
  if (list.at(-2) !== x || list.at(-1) !== y) list.push(x, y);
}
