import Flatbush from 'flatbush';
import { pointAt, pointCount, type FlatPoints } from './polyline';
import type { Point } from './rect';

/** From so many edges on, those near an edge are found by a tree. */
const MANY_EDGES = 40;

const known = new WeakMap<FlatPoints, Point | undefined>();

/**
 * Where a closed ring first crosses itself: two edges meet, each having the other's ends on both of its sides. A ring
 * that only touches itself does not cross. Found once per ring value.
 */
export function selfCrossing(ring: FlatPoints): Point | undefined {
  if (!known.has(ring)) known.set(ring, pointCount(ring) < MANY_EDGES ? tryAll(ring) : tryNear(ring));
  return known.get(ring);
}

function tryAll(ring: FlatPoints): Point | undefined {
  const count = pointCount(ring);
  for (let i = 0; i < count; i++)
    for (let j = i + 2; j < count; j++) {
      const crossing = crossingOf(ring, i, j);
      if (crossing) return crossing;
    }
  return undefined;
}

function tryNear(ring: FlatPoints): Point | undefined {
  const count = pointCount(ring);
  const index = new Flatbush(count);
  const spans = Array.from({ length: count }, (_, i) => spanOf(ring, i));
  for (const [left, top, right, bottom] of spans) index.add(left, top, right, bottom);
  index.finish();
  for (const [i, [left, top, right, bottom]] of spans.entries()) {
    const near = index.search(
      left,
      top,
      right,
      bottom,
      (j) => j >= i + 2 && crossingOf(ring, i, j) !== undefined,
    );
    const [first] = near;
    if (first !== undefined) return crossingOf(ring, i, Math.min(...near.slice(0, 1000)));
  }
  return undefined;
}

function spanOf(ring: FlatPoints, i: number): readonly [number, number, number, number] {
  const [a, b] = [pointAt(ring, i), pointAt(ring, (i + 1) % pointCount(ring))];
  return [Math.min(a.x, b.x), Math.min(a.y, b.y), Math.max(a.x, b.x), Math.max(a.y, b.y)];
}

/** Where edge i, from point i to the next, crosses edge j. Makes no object for the many that do not. */
function crossingOf(ring: FlatPoints, i: number, j: number): Point | undefined {
  const count = pointCount(ring);
  const k = (i + 1) % count;
  const l = (j + 1) % count;
  const ofC = side(ring, i, k, j);
  const ofD = side(ring, i, k, l);
  if (ofC * ofD >= 0 || side(ring, j, l, i) * side(ring, j, l, k) >= 0) return undefined;
  const t = ofC / (ofC - ofD);
  return { x: x(ring, j) + t * (x(ring, l) - x(ring, j)), y: y(ring, j) + t * (y(ring, l) - y(ring, j)) };
}

function x(ring: FlatPoints, i: number): number {
  return ring[2 * i] ?? 0;
}

function y(ring: FlatPoints, i: number): number {
  return ring[2 * i + 1] ?? 0;
}

/** On which side of the way from point a to point b point p lies. */
function side(ring: FlatPoints, a: number, b: number, p: number): number {
  const ax = x(ring, a);
  const ay = y(ring, a);
  return (x(ring, b) - ax) * (y(ring, p) - ay) - (y(ring, b) - ay) * (x(ring, p) - ax);
}
