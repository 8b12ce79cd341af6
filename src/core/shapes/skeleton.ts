import { isObject, type Json } from '../json/json';
import { boundsOfPoints } from '../geometry/flatPoints';
import { clampPoint, rectContains, type Point, type Rect } from '../geometry/rect';
import { rotatePoint } from '../geometry/rotate';
import { roundPx } from '../geometry/round';
import type { SkeletonTemplate } from '../schema/labelSchema';
import { finiteNumbers } from './numbers';
import type { Dot, DragModifiers, Handle, PathSink, ShapeKind } from './shape';
import type { Joint, Skeleton } from './shapeData';

export type { Joint, Skeleton } from './shapeData';

export const skeleton: ShapeKind<Skeleton> = {
  kind: 'skeleton',
  title: 'Skeleton',
  parse: parseSkeleton,
  print: (s) =>
    Object.fromEntries(sorted(s).map(([name, j]) => [name, [roundPx(j.x), roundPx(j.y), j.visibility]])),
  round: (s) => mapped(s, (j) => ({ x: roundPx(j.x), y: roundPx(j.y) })),
  bounds,
  area: (s) => bounds(s).width * bounds(s).height,
  contains: (s, p) => rectContains(bounds(s), p),
  outlineDistance: (s, p) =>
    Object.values(s.joints).reduce((least, j) => Math.min(least, Math.hypot(p.x - j.x, p.y - j.y)), Infinity),
  trace,
  isArea: () => false,
  dots,
  handles,
  moveHandle,
  removeHandle,
  insertVertex: () => undefined,
  translate: (s, dx, dy) => mapped(s, (j) => ({ x: j.x + dx, y: j.y + dy })),
  scale: (s, fx, fy) => mapped(s, (j) => ({ x: j.x * fx, y: j.y * fy })),
  rotate: (s, degrees, centre) => mapped(s, (j) => rotatePoint(j, degrees, centre)),
  flip,
  clip,
};

/** A skeleton of these joints, in the order of their names' code points. */
export function skeletonOf(joints: Iterable<readonly [name: string, joint: Joint]>): Skeleton {
  const entries = [...joints].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return { kind: 'skeleton', joints: Object.fromEntries(entries) };
}

/** The handle of a joint. */
export function jointHandle(name: string): string {
  return `j.${name}`;
}

/** The joint's name of a handle, or undefined when it is none of a joint. */
export function jointOfHandle(id: string): string | undefined {
  return id.startsWith('j.') ? id.slice(2) : undefined;
}

function sorted(s: Skeleton): readonly (readonly [string, Joint])[] {
  return Object.entries(skeletonOf(Object.entries(s.joints)).joints);
}

function mapped(s: Skeleton, place: (joint: Joint) => Point): Skeleton {
  const entries = Object.entries(s.joints);
  return skeletonOf(
    entries.map(([name, joint]) => [name, { ...place(joint), visibility: joint.visibility }] as const),
  );
}

function parseSkeleton(value: Json): Skeleton | string {
  if (!isObject(value) || Object.keys(value).length === 0)
    return 'a skeleton is an object of joints {"name": [x, y, visibility], ...} with at least one';
  const joints: (readonly [string, Joint])[] = [];
  for (const [name, entry] of Object.entries(value)) {
    const [x, y, visibility] = finiteNumbers(entry, 3) ?? [];
    if (x === undefined || y === undefined || (visibility !== 1 && visibility !== 2))
      return `a skeleton has joints [x, y, visibility] with visibility 2 (visible) or 1 (occluded), and leaves out others; "${name}" is not so`;
    joints.push([name, { x, y, visibility }]);
  }
  return skeletonOf(joints);
}

function bounds(s: Skeleton): Rect {
  return boundsOfPoints(Object.values(s.joints).flatMap(({ x, y }) => [x, y]));
}

function trace(s: Skeleton, sink: PathSink, template?: SkeletonTemplate): void {
  for (const [from, to] of template?.edges ?? []) {
    const [a, b] = [jointOf(s, from), jointOf(s, to)];
    if (!a || !b) continue;
    sink.moveTo(a.x, a.y);
    sink.lineTo(b.x, b.y);
  }
}

/** The joint of a name; undefined when it is not labelled. */
export function jointOf({ joints }: Skeleton, name: string): Joint | undefined {
  return Object.hasOwn(joints, name) ? joints[name] : undefined;
}

function dots(s: Skeleton): readonly Dot[] {
  return Object.entries(s.joints).map(([name, { x, y, visibility }]) => ({
    point: { x, y },
    name,
    ...(visibility === 1 && { hollow: true as const }),
  }));
}

function handles(s: Skeleton): readonly Handle[] {
  return Object.entries(s.joints).map(([name, { x, y }]) => ({
    id: jointHandle(name),
    point: { x, y },
    role: 'joint',
    cursor: 'move',
  }));
}

function moveHandle(s: Skeleton, id: string, imagePoint: Point, { within }: DragModifiers): Skeleton {
  const name = jointOfHandle(id);
  const joint = name === undefined ? undefined : jointOf(s, name);
  if (name === undefined || !joint) return s;
  const { x, y } = within ? clampPoint(imagePoint, within) : imagePoint;
  return withJoint(s, name, { ...joint, x, y });
}

/** The skeleton with the joint set, or without it when undefined; a template's missing joint is put back so. */
export function withJoint(s: Skeleton, name: string, joint: Joint | undefined): Skeleton {
  const others = Object.entries(s.joints).filter(([other]) => other !== name);
  return skeletonOf(joint ? [...others, [name, joint]] : others);
}

/** The joint's visibility becomes 0: it leaves the record. The last one stays. */
function removeHandle(s: Skeleton, id: string): Skeleton | undefined {
  const name = jointOfHandle(id);
  if (name === undefined || !jointOf(s, name) || Object.keys(s.joints).length < 2) return undefined;
  return withJoint(s, name, undefined);
}

function flip(s: Skeleton, axis: 'x' | 'y', at: number, template?: SkeletonTemplate): Skeleton {
  const partner = new Map(template?.swap.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]));
  const mirrored = Object.entries(s.joints).map(
    ([name, joint]) => [partner.get(name) ?? name, { ...joint, [axis]: 2 * at - joint[axis] }] as const,
  );
  return skeletonOf(mirrored);
}

/** Joints outside the image are not labelled any more, as COCO has it. */
function clip(s: Skeleton, widthPx: number, heightPx: number): Skeleton | undefined {
  const image = { x: 0, y: 0, width: widthPx, height: heightPx };
  const kept = Object.entries(s.joints).filter(([, joint]) => rectContains(image, joint));
  if (kept.length === Object.keys(s.joints).length) return s;
  return kept.length > 0 ? skeletonOf(kept) : undefined;
}
