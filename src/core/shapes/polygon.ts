import { isArray, type Json } from '../json/json';
import {
  distance,
  doubleSignedArea,
  nearestEdge,
  pointAt,
  pointCount,
  ringContains,
  ringDistance,
  type FlatPoints,
} from '../geometry/polyline';
import { clipRing } from '../geometry/clipRing';
import { boundsOfPoints, boundsOfRings } from '../geometry/flatPoints';
import { clampPoint, rectContains, type Point, type Rect } from '../geometry/rect';
import { flipPoints, rotatePoints } from '../geometry/rotate';
import { roundPx } from '../geometry/round';
import type { DragModifiers, Handle, PathSink, ShapeKind } from './shape';
import type { Polygon } from './shapeData';

export type { Polygon } from './shapeData';

export const MIN_RING_POINTS = 3;

export const polygon: ShapeKind<Polygon> = {
  kind: 'polygon',
  title: 'Polygon',
  parse: parsePolygon,
  print: (s) => s.rings.map((ring) => ring.map(roundPx)),
  round: (s) => ({ kind: 'polygon', rings: s.rings.map((ring) => ring.map(roundPx)) }),
  bounds: (s) => boundsOfRings(s.rings),
  area,
  contains,
  outlineDistance,
  trace,
  handles: (s) => s.rings.flatMap((ring, r) => [...vertexHandles(ring, r), ...midpointHandles(ring, r)]),
  moveHandle,
  removeHandle,
  insertVertex,
  translate: (s, dx, dy) => ({
    ...s,
    rings: s.rings.map((ring) => ring.map((v, i) => v + (i % 2 === 0 ? dx : dy))),
  }),
  scale: (s, fx, fy) => ({
    ...s,
    rings: s.rings.map((ring) => ring.map((v, i) => v * (i % 2 === 0 ? fx : fy))),
  }),
  isArea: () => true,
  rotate: (s, degrees, centre) => ({
    ...s,
    rings: s.rings.map((ring) => rotatePoints(ring, degrees, centre)),
  }),
  flip: (s, axis, at) => ({ ...s, rings: s.rings.map((ring) => flipPoints(ring, axis, at)) }),
  clip(s, width, height) {
    const rings = s.rings.map((ring) => clipRing(ring, width, height)).filter(isSolid);
    return rings.length > 0 ? { kind: 'polygon', rings } : undefined;
  },
};

export function polygonOf(...rings: FlatPoints[]): Polygon {
  return { kind: 'polygon', rings };
}

function parsePolygon(value: Json): Polygon | string {
  if (!isArray(value) || value.length === 0 || !value.every(isRing))
    return 'a polygon is a list of rings, each at least 3 points as finite numbers [x0, y0, x1, y1, ...]';
  return { kind: 'polygon', rings: value as readonly FlatPoints[] };
}

function isRing(value: Json): boolean {
  return (
    isArray(value) &&
    value.length >= 2 * MIN_RING_POINTS &&
    value.length % 2 === 0 &&
    value.every((v) => typeof v === 'number' && Number.isFinite(v))
  );
}

function area(s: Polygon): number {
  const [first] = s.rings;
  if (first && s.rings.length === 1) return Math.abs(doubleSignedArea(first)) / 2;
  const placed = s.rings.map((ring) => ({ ring, bounds: boundsOfPoints(ring) }));
  return Math.abs(placed.reduce((sum, each) => sum + ringShare(placed, each), 0));
}

interface PlacedRing {
  readonly ring: FlatPoints;
  readonly bounds: Rect;
}

/** A ring inside an odd number of the others takes area away, else it adds. */
function ringShare(all: readonly PlacedRing[], own: PlacedRing): number {
  const around = all.filter(
    (other) => other !== own && lies(own.bounds, other.bounds) && isRingInside(own.ring, other.ring),
  );
  return ((around.length % 2 === 0 ? 1 : -1) * Math.abs(doubleSignedArea(own.ring))) / 2;
}

function lies(inner: Rect, outer: Rect): boolean {
  const end = { x: inner.x + inner.width, y: inner.y + inner.height };
  return rectContains(outer, inner) && rectContains(outer, end);
}

/** Told by a point that does not lie on the other ring: rings of one area often touch. */
function isRingInside(ring: FlatPoints, other: FlatPoints): boolean {
  const count = pointCount(ring);
  for (let i = 0; i < 2 * count; i++) {
    const [a, b] = [pointAt(ring, i % count), pointAt(ring, (i + 1) % count)];
    const p = i < count ? a : { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    if (ringDistance(other, p) > 1e-9) return ringContains(other, p);
  }
  return false;
}

function contains(s: Polygon, p: Point): boolean {
  let inside = false;
  for (const ring of s.rings) if (ringContains(ring, p)) inside = !inside;
  return inside;
}

function outlineDistance(s: Polygon, p: Point): number {
  let least = Infinity;
  for (const ring of s.rings) least = Math.min(least, ringDistance(ring, p));
  return least;
}

function trace(s: Polygon, sink: PathSink): void {
  for (const ring of s.rings) {
    sink.moveTo(ring[0] ?? 0, ring[1] ?? 0);
    for (let i = 2; i < ring.length; i += 2) sink.lineTo(ring[i] ?? 0, ring[i + 1] ?? 0);
    sink.closePath();
  }
}

function vertexHandles(ring: FlatPoints, r: number): Handle[] {
  return Array.from({ length: pointCount(ring) }, (_, i) => ({
    id: `v${r}.${i}`,
    point: pointAt(ring, i),
    role: 'vertex',
    cursor: 'move',
  }));
}

/** Grips in the middle of each edge: dragging one adds a vertex there. */
function midpointHandles(ring: FlatPoints, r: number): Handle[] {
  const count = pointCount(ring);
  return Array.from({ length: count }, (_, i) => {
    const a = pointAt(ring, i);
    const b = pointAt(ring, (i + 1) % count);
    return {
      id: `m${r}.${i}`,
      point: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 },
      role: 'midpoint',
      cursor: 'copy',
      roomPx: distance(a, b) / 2,
    };
  });
}

const HANDLE_ID = /^([vm])(\d+)\.(\d+)$/;

/** Which ring and which point of it (the one before a midpoint) a handle id names, if the polygon has it. */
function findHandle(
  s: Polygon,
  id: string,
): { isVertex: boolean; r: number; ring: FlatPoints; at: number } | undefined {
  const [, type, ringText, pointText] = HANDLE_ID.exec(id) ?? [];
  const r = Number(ringText);
  const ring = s.rings[r];
  const at = Number(pointText);
  return ring && at < pointCount(ring) ? { isVertex: type === 'v', r, ring, at } : undefined;
}

function moveHandle(s: Polygon, id: string, imagePoint: Point, { within }: DragModifiers): Polygon {
  const found = findHandle(s, id);
  if (!found) return s;
  const { isVertex, r, ring, at } = found;
  const p = within ? clampPoint(imagePoint, within) : imagePoint;
  const moved = isVertex ? ring.toSpliced(2 * at, 2, p.x, p.y) : ring.toSpliced(2 * at + 2, 0, p.x, p.y);
  return { ...s, rings: s.rings.with(r, moved) };
}

function removeHandle(s: Polygon, id: string): Polygon | undefined {
  const found = findHandle(s, id);
  if (!found?.isVertex || pointCount(found.ring) <= MIN_RING_POINTS) return undefined;
  return { ...s, rings: s.rings.with(found.r, found.ring.toSpliced(2 * found.at, 2)) };
}

function insertVertex(s: Polygon, imagePoint: Point): Polygon | undefined {
  let best = { r: -1, edge: -1, foot: imagePoint, distance: Infinity };
  s.rings.forEach((ring, r) => {
    const nearest = nearestEdge(ring, imagePoint);
    if (nearest.distance < best.distance) best = { r, ...nearest };
  });
  if (best.r < 0) return undefined;
  return moveHandle(s, `m${best.r}.${best.edge}`, best.foot, { keepRatio: false, fromCentre: false });
}

/** False for what clipping leaves of a ring that only touches the image. */
function isSolid(ring: FlatPoints): boolean {
  return pointCount(ring) >= MIN_RING_POINTS && doubleSignedArea(ring) !== 0;
}
