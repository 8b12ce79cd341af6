import { distance, pointAt, pointCount, type FlatPoints } from '../geometry/polyline';
import type { Point } from '../geometry/rect';
import type { OutlinePart } from './outlineParts';

/** A spot on a line: edge `edge` runs from the point of that number to the next. */
export interface OnLine {
  readonly point: Point;
  readonly edge: number;
}

/**
 * The vertices that are passed on the way along a line from one spot to another, without the two spots themselves,
 * flat. A closed line has two ways: the shorter one is taken unless `longer`. Between spots on one edge the shorter
 * way is straight and passes nothing.
 */
export function wayAlong(part: OutlinePart, from: OnLine, to: OnLine, longer = false): FlatPoints {
  const isAhead = isBefore(part.points, from, to);
  if (!part.isClosed) return isAhead ? passed(part, from, to) : reversed(passed(part, to, from));
  const { whole, toPoint } = lengthsOf(part);
  const along = Math.abs(placeOf(part, toPoint, to) - placeOf(part, toPoint, from));
  const forth = isAhead ? along : whole - along;
  const isForthShorter = forth <= whole - forth;
  return isForthShorter === longer ? reversed(passed(part, to, from)) : passed(part, from, to);
}

interface Lengths {
  readonly whole: number;
  /** From the first point along the line to each. */
  readonly toPoint: Float64Array;
}

const known = new WeakMap<OutlinePart, Lengths>();

/** Found once per line: the pointer asks at every move, and a line can have 100,000 points. */
function lengthsOf(part: OutlinePart): Lengths {
  const cached = known.get(part);
  if (cached) return cached;
  const count = pointCount(part.points);
  const toPoint = new Float64Array(count);
  for (let i = 1; i < count; i++)
    toPoint[i] = (toPoint[i - 1] ?? 0) + distance(pointAt(part.points, i - 1), pointAt(part.points, i));
  const last = distance(pointAt(part.points, count - 1), pointAt(part.points, 0));
  const lengths = { whole: (toPoint[count - 1] ?? 0) + last, toPoint };
  known.set(part, lengths);
  return lengths;
}

/** How far along the line a spot is, from its first point. */
function placeOf({ points }: OutlinePart, toPoint: Float64Array, { edge, point }: OnLine): number {
  return (toPoint[edge] ?? 0) + distance(pointAt(points, edge), point);
}

/** The vertices after `from` up to `to`, in the line's own direction, around its end if need be. */
function passed({ points }: OutlinePart, from: OnLine, to: OnLine): FlatPoints {
  const first = 2 * (from.edge + 1);
  const end = 2 * (to.edge + 1);
  const isAround = !isBefore(points, from, to);
  const vertices = isAround ? [...points.slice(first), ...points.slice(0, end)] : points.slice(first, end);
  return withoutEnds(vertices, from.point, to.point);
}

function isBefore(points: FlatPoints, from: OnLine, to: OnLine): boolean {
  if (from.edge !== to.edge) return from.edge < to.edge;
  const start = pointAt(points, from.edge);
  return distance(start, from.point) <= distance(start, to.point);
}

function withoutEnds(points: FlatPoints, from: Point, to: Point): FlatPoints {
  const startsAt = points[0] === from.x && points[1] === from.y ? 2 : 0;
  const endsAt = points.at(-2) === to.x && points.at(-1) === to.y ? -2 : points.length;
  return startsAt === 0 && endsAt === points.length ? points : points.slice(startsAt, endsAt);
}

function reversed(points: FlatPoints): FlatPoints {
  const turned: number[] = [];
  for (let i = points.length - 2; i >= 0; i -= 2) turned.push(points[i] ?? 0, points[i + 1] ?? 0);
  return turned;
}

/** How long the line is from one spot to another by way of these vertices. */
export function lengthOf(from: OnLine, way: FlatPoints, to: OnLine): number {
  let length = 0;
  let last = from.point;
  for (let i = 0; i < pointCount(way); i++) {
    length += distance(last, pointAt(way, i));
    last = pointAt(way, i);
  }
  return length + distance(last, to.point);
}
