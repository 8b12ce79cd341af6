import { normalised, unite } from '../../geometry/booleans';
import { boundsOfPoints } from '../../geometry/flatPoints';
import type { FlatPoints } from '../../geometry/polyline';
import { intersect } from '../../geometry/rect';
import type { JsonObject } from '../../json/json';
import type { Polygon, Skeleton } from '../../shapes/shapeData';
import type { ReadShape } from './readShape';

/** A shape, and how many entries of the file went into it. */
export interface Joined extends ReadShape {
  readonly parts: number;
  /** Of its first entry. */
  readonly index: number;
}

/**
 * Polygons of one label and `group_id` are parts of one object (wkentaro/labelme: `shapes_to_label`, labelme2coco.py):
 * they become one polygon. Points that one of our rectangles calls its joints become a skeleton with it.
 */
export function joinParts(shapes: readonly (ReadShape | undefined)[]): readonly Joined[] {
  const polygons = grouped(shapes, (read) => read.shape.kind === 'polygon', partKey);
  const points = grouped(
    shapes,
    (read) => read.shape.kind === 'point',
    ({ groupId }) => groupId,
  );
  const taken = new Set<ReadShape>();
  return shapes.flatMap((read, index): Joined[] => {
    if (!read || taken.has(read)) return [];
    const parts = read.shape.kind === 'polygon' ? (polygons.get(partKey(read)) ?? [read]) : [read];
    for (const part of parts) taken.add(part);
    if (parts.length > 1) return [{ ...joinedPolygon(parts), parts: parts.length, index }];
    return [{ ...withJoints(read, points, taken), parts: 1, index }];
  });
}

function partKey({ label, groupId }: ReadShape): string | undefined {
  return groupId === undefined ? undefined : `${typeof groupId}:${groupId}:${label}`;
}

function grouped<K>(
  shapes: readonly (ReadShape | undefined)[],
  isMeant: (read: ReadShape) => boolean,
  keyOf: (read: ReadShape) => K | undefined,
): ReadonlyMap<K | undefined, readonly ReadShape[]> {
  const groups = new Map<K | undefined, ReadShape[]>();
  for (const read of shapes) {
    if (!read || !isMeant(read)) continue;
    const key = keyOf(read);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(read);
    else groups.set(key, [read]);
  }
  return groups;
}

function joinedPolygon(parts: readonly ReadShape[]): ReadShape {
  const [first] = parts as readonly [ReadShape, ...ReadShape[]];
  const rings = parts.flatMap(({ shape }) => (shape as Polygon).rings);
  const others = parts.slice(1).map(({ extra }): JsonObject => extra);
  const differs = parts.some(({ extra }) => extra['keys'] !== undefined || extra['type'] !== undefined);
  const whole = first.own['overlap'] === true ? rings : united(rings);
  const odd =
    'its parts (shapes of its label and group_id) overlap; LabelMe unites them, and so they are read';
  return {
    ...first,
    shape: { kind: 'polygon', rings: whole } satisfies Polygon,
    extra: { ...first.extra, ...(differs && { parts: others }) },
    ...(whole !== rings && { odd }),
  };
}

/** An object covers what any of its parts covers; rings that overlap would cut each other out. */
function united(rings: readonly FlatPoints[]): readonly FlatPoints[] {
  if (!mayOverlap(rings)) return rings;
  const whole = unite(rings.map((ring) => [ring]));
  const isSame = areaOf(normalised(rings)) === areaOf(whole);
  return isSame || whole.length === 0 ? rings : whole;
}

/** Beyond this many parts bounding boxes are not compared pair by pair. */
const MOST_PARTS = 300;

export function mayOverlap(rings: readonly FlatPoints[]): boolean {
  if (rings.length > MOST_PARTS) return true;
  const bounds = rings.map(boundsOfPoints);
  return bounds.some((a, i) =>
    bounds.slice(i + 1).some((b) => {
      const { width, height } = intersect(a, b);
      return width > 0 && height > 0;
    }),
  );
}

function areaOf(rings: readonly FlatPoints[]): number {
  const double = rings.reduce((sum, ring) => {
    let area = 0;
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2)
      area += (ring[j] ?? 0) * (ring[i + 1] ?? 0) - (ring[i] ?? 0) * (ring[j + 1] ?? 0);
    return sum + area;
  }, 0);
  return Math.round(double);
}

function withJoints(
  read: ReadShape,
  points: ReadonlyMap<ReadShape['groupId'], readonly ReadShape[]>,
  taken: Set<ReadShape>,
): ReadShape {
  const names = read.own['joints'];
  if (read.shape.kind !== 'box' || !Array.isArray(names) || read.groupId === undefined) return read;
  const wanted = new Set<unknown>(names);
  const mine = (points.get(read.groupId) ?? []).filter((each) => wanted.has(each.label) && !taken.has(each));
  const joints = mine.flatMap(({ label, shape, facts }) => {
    if (shape.kind !== 'point') return [];
    const visibility = facts.flags.includes('difficult') ? (1 as const) : (2 as const);
    return [[label, { x: shape.x, y: shape.y, visibility }] as const];
  });
  if (joints.length === 0) return read;
  for (const each of mine) taken.add(each);
  return { ...read, shape: { kind: 'skeleton', joints: Object.fromEntries(joints) } satisfies Skeleton };
}
