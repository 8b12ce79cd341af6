import { isArray, type Json } from '../json/json';
import { clipRing } from '../geometry/clipRing';
import { convexHull } from '../geometry/convexHull';
import { boundsOfPoints, roundPoints, scalePoints, translatePoints } from '../geometry/flatPoints';
import { lineDistance } from '../geometry/openLine';
import { doubleSignedArea, ringContains, ringDistance, type FlatPoints } from '../geometry/polyline';
import { clampPoint, type Point } from '../geometry/rect';
import { flipPoints, rotatePoints } from '../geometry/rotate';
import { handles, moveHandle } from './cuboidHandles';
import { finiteNumbers } from './numbers';
import type { PathSink, ShapeKind } from './shape';
import type { Cuboid } from './shapeData';

export type { Cuboid } from './shapeData';

export const cuboid: ShapeKind<Cuboid> = {
  kind: 'cuboid',
  title: 'Cuboid',
  parse: parseCuboid,
  print: (s) => [roundPoints(s.front), roundPoints(s.back)],
  round: (s) => mapped(s, roundPoints),
  bounds: (s) => boundsOfPoints([...s.front, ...s.back]),
  area: (s) => Math.abs(doubleSignedArea(silhouette(s))) / 2,
  contains: (s, p) => ringContains(silhouette(s), p),
  outlineDistance,
  trace,
  traceFill: (s, sink) => traceRing(silhouette(s), sink),
  isArea: () => true,
  handles,
  moveHandle,
  removeHandle: () => undefined,
  insertVertex: () => undefined,
  translate: (s, dx, dy) => mapped(s, (face) => translatePoints(face, dx, dy)),
  scale: (s, fx, fy) => mapped(s, (face) => scalePoints(face, fx, fy)),
  rotate: (s, degrees, centre) => mapped(s, (face) => rotatePoints(face, degrees, centre)),
  flip: (s, axis, at) => mapped(s, (face) => flipFace(face, axis, at)),
  clip,
};

export function cuboidOf(front: FlatPoints, back: FlatPoints): Cuboid {
  return { kind: 'cuboid', front, back };
}

const silhouettes = new WeakMap<Cuboid, FlatPoints>();

/** The ring around everything that the cuboid covers: the hull of its corners; made once per shape value. */
export function silhouette(s: Cuboid): FlatPoints {
  let ring = silhouettes.get(s);
  if (!ring) silhouettes.set(s, (ring = convexHull([...s.front, ...s.back])));
  return ring;
}

function mapped(s: Cuboid, change: (face: FlatPoints) => FlatPoints): Cuboid {
  return cuboidOf(change(s.front), change(s.back));
}

function parseCuboid(value: Json): Cuboid | string {
  const [front, back] =
    isArray(value) && value.length === 2 ? value.map((face) => finiteNumbers(face, 8)) : [];
  return front && back
    ? cuboidOf(front, back)
    : 'a cuboid is two faces, front and back, each 4 points as finite numbers [x0, y0, ..., x3, y3]';
}

function outlineDistance({ front, back }: Cuboid, p: Point): number {
  let least = Math.min(ringDistance(front, p), ringDistance(back, p));
  for (let i = 0; i < 8; i += 2) {
    const edge = [front[i] ?? 0, front[i + 1] ?? 0, back[i] ?? 0, back[i + 1] ?? 0];
    least = Math.min(least, lineDistance(edge, p));
  }
  return least;
}

function trace({ front, back }: Cuboid, sink: PathSink): void {
  traceRing(back, sink);
  traceRing(front, sink);
  for (let i = 0; i < 8; i += 2) {
    sink.moveTo(front[i] ?? 0, front[i + 1] ?? 0);
    sink.lineTo(back[i] ?? 0, back[i + 1] ?? 0);
  }
}

function traceRing(ring: FlatPoints, sink: PathSink): void {
  sink.moveTo(ring[0] ?? 0, ring[1] ?? 0);
  for (let i = 2; i < ring.length; i += 2) sink.lineTo(ring[i] ?? 0, ring[i + 1] ?? 0);
  sink.closePath();
}

/** Mirrored, and named anew so that the corners keep their order: what was top left has become top right. */
function flipFace(face: FlatPoints, axis: 'x' | 'y', at: number): FlatPoints {
  const [ax = 0, ay = 0, bx = 0, by = 0, cx = 0, cy = 0, dx = 0, dy = 0] = flipPoints(face, axis, at);
  return axis === 'x' ? [bx, by, ax, ay, dx, dy, cx, cy] : [dx, dy, cx, cy, bx, by, ax, ay];
}

/** Corners outside move to the nearest points of the border. */
function clip(s: Cuboid, widthPx: number, heightPx: number): Cuboid | undefined {
  if (doubleSignedArea(clipRing(silhouette(s), widthPx, heightPx)) === 0) return undefined;
  const image = { x: 0, y: 0, width: widthPx, height: heightPx };
  return mapped(s, (face) => {
    const inside: number[] = [];
    for (let i = 0; i < face.length; i += 2) {
      const { x, y } = clampPoint({ x: face[i] ?? 0, y: face[i + 1] ?? 0 }, image);
      inside.push(x, y);
    }
    return inside;
  });
}
