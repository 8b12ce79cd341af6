import { boundsOfPoints, translatePoints } from '../geometry/flatPoints';
import { distance, pointAt, type FlatPoints } from '../geometry/polyline';
import type { Point } from '../geometry/rect';
import type { Cuboid } from './shapeData';
import type { DragModifiers, Handle } from './shape';
import { limitMove } from './stopInside';

type FaceName = 'front' | 'back';
const FACES: readonly FaceName[] = ['front', 'back'];
const EDGES = ['n', 'e', 's', 'w'] as const;

/** Corners `front.0` to `back.3` and edge grips `front.n`, `front.e`, ...; the front's lie above the back's. */
export function handles(s: Cuboid): readonly Handle[] {
  return [...FACES.flatMap((name) => corners(s, name)), ...FACES.flatMap((name) => edges(s, name))];
}

function corners(s: Cuboid, name: FaceName): Handle[] {
  return [0, 1, 2, 3].map((i) => ({
    id: `${name}.${i}`,
    point: pointAt(s[name], i),
    role: 'corner',
    cursor: 'move',
  }));
}

function edges(s: Cuboid, name: FaceName): Handle[] {
  return EDGES.map((edge, i) => {
    const [a, b] = [pointAt(s[name], i), pointAt(s[name], (i + 1) % 4)];
    const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    const cursor = name === 'back' ? 'move' : `${edge}-resize`;
    return { id: `${name}.${edge}`, point: middle, role: 'edge', cursor, roomPx: distance(a, b) / 2 };
  });
}

/**
 * As in CVAT: a corner takes the other end of its upright edge along sideways, with Alt it moves alone. A grip on the
 * front moves its side across (left and right or up and down), with Alt the whole front face. One on the back moves
 * the whole back face, which changes the depth.
 */
export function moveHandle(s: Cuboid, id: string, imagePoint: Point, modifiers: DragModifiers): Cuboid {
  const from = handles(s).find((handle) => handle.id === id)?.point;
  const [name, part = ''] = id.split('.');
  if (!from || (name !== 'front' && name !== 'back')) return s;
  const delta = { x: imagePoint.x - from.x, y: imagePoint.y - from.y };
  const edge = EDGES.findIndex((each) => each === part);
  const face = s[name];
  if (edge < 0) return { ...s, [name]: movedCorner(face, Number(part), delta, modifiers) };
  if (name === 'back' || modifiers.fromCentre) return { ...s, [name]: movedFace(face, delta, modifiers) };
  return { ...s, [name]: movedEdge(face, edge, delta, modifiers) };
}

/** Corners 0 and 3, 1 and 2 are the ends of the upright edges. */
function movedCorner(
  face: FlatPoints,
  at: number,
  delta: Point,
  { fromCentre, within }: DragModifiers,
): FlatPoints {
  const other = 3 - at;
  const { x, y } = limitMove(delta, boundsAt(face, fromCentre ? [at] : [at, other]), within);
  const own = limitMove(delta, boundsAt(face, [at]), within).y;
  return face.map((value, i) => {
    if (i === 2 * at) return value + x;
    if (i === 2 * at + 1) return value + (fromCentre ? y : own);
    return i === 2 * other && !fromCentre ? value + x : value;
  });
}

function movedFace(face: FlatPoints, delta: Point, { within }: DragModifiers): FlatPoints {
  const { x, y } = limitMove(delta, boundsOfPoints(face), within);
  return translatePoints(face, x, y);
}

/** Edge i runs from corner i to the next; the top and bottom ones move up and down, the others sideways. */
function movedEdge(face: FlatPoints, edge: number, delta: Point, { within }: DragModifiers): FlatPoints {
  const ends = [edge, (edge + 1) % 4];
  const { x, y } = limitMove(delta, boundsAt(face, ends), within);
  const axis = edge % 2 === 0 ? 1 : 0;
  return face.map((value, i) =>
    i % 2 === axis && ends.includes(i >> 1) ? value + (axis === 0 ? x : y) : value,
  );
}

function boundsAt(face: FlatPoints, at: readonly number[]) {
  return boundsOfPoints(at.flatMap((i) => [face[2 * i] ?? 0, face[2 * i + 1] ?? 0]));
}
