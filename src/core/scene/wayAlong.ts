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
  const forth = vertices(part.points, from, to);
  if (!part.isClosed)
    return isBefore(part.points, from, to) ? forth : reversed(vertices(part.points, to, from));
  const back = reversed(vertices(part.points, to, from));
  const isForthShorter = lengthOf(from, forth, to) <= lengthOf(from, back, to);
  return isForthShorter === longer ? back : forth;
}

/** The vertices after `from` up to `to`, in the line's own direction, around its end if need be. */
function vertices(points: FlatPoints, from: OnLine, to: OnLine): FlatPoints {
  const count = pointCount(points);
  const passed: number[] = [];
  const steps = stepsBetween(points, from, to, count);
  for (let k = 1; k <= steps; k++) {
    const { x, y } = pointAt(points, (from.edge + k) % count);
    passed.push(x, y);
  }
  return withoutEnds(passed, from.point, to.point);
}

function stepsBetween(points: FlatPoints, from: OnLine, to: OnLine, count: number): number {
  const steps = (to.edge - from.edge + count) % count;
  return steps === 0 && !isBefore(points, from, to) ? count : steps;
}

function isBefore(points: FlatPoints, from: OnLine, to: OnLine): boolean {
  if (from.edge !== to.edge) return from.edge < to.edge;
  const start = pointAt(points, from.edge);
  return distance(start, from.point) <= distance(start, to.point);
}

function withoutEnds(points: readonly number[], from: Point, to: Point): FlatPoints {
  const startsAt = points[0] === from.x && points[1] === from.y ? 2 : 0;
  const endsAt = points.at(-2) === to.x && points.at(-1) === to.y ? -2 : points.length;
  return points.slice(startsAt, endsAt);
}

function reversed(points: FlatPoints): FlatPoints {
  const turned: number[] = [];
  for (let i = points.length - 2; i >= 0; i -= 2) turned.push(points[i] ?? 0, points[i + 1] ?? 0);
  return turned;
}

export function lengthOf(from: OnLine, way: FlatPoints, to: OnLine): number {
  let length = 0;
  let last = from.point;
  for (let i = 0; i < pointCount(way); i++) {
    length += distance(last, pointAt(way, i));
    last = pointAt(way, i);
  }
  return length + distance(last, to.point);
}
