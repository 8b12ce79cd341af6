import type { Annotation } from '../annotation/annotation';
import { findAnnotation } from '../annotation/find';
import { isEmpty, type Edit } from '../edit/edit';
import { reshaped, update } from '../edit/edits';
import { distance, nearestOnSegment, pointAt, pointCount, type FlatPoints } from '../geometry/polyline';
import type { Point } from '../geometry/rect';
import { outlineParts, type OutlinePart } from '../scene/outlineParts';
import { snapAt } from '../scene/snap';
import { lengthOf, wayAlong, type OnLine } from '../scene/wayAlong';
import type { Shape } from '../shapes/index';
import { isSolid } from './newShape';
import { CLOSE_REACH_PX } from './ringInHand';
import type { ToolContext } from './tool';

/** A line of an annotation that is being redrawn, and the vertex where that began. */
export interface Continued {
  readonly id: string;
  readonly part: number;
  readonly from: OnLine;
}

export type ContinuedKind = 'polygon' | 'polyline';

/** The vertex of a visible annotation of the kind that is under the pointer, if any; never of a locked one. */
export function vertexToContinue(
  kind: ContinuedKind,
  imagePoint: Point,
  context: ToolContext,
): Continued | undefined {
  const found = snapAt(
    context.doc,
    imagePoint,
    CLOSE_REACH_PX / context.scale,
    (annotation) => annotation.shape.kind === kind && !annotation.locked && context.isVisible(annotation),
  );
  if (found?.kind !== 'vertex' || found.id === undefined) return undefined;
  return { id: found.id, part: found.part, from: { point: found.point, edge: found.edge } };
}

/** Where a click at the point would meet the line again: a vertex in reach, else a spot on an edge. */
export function meetingPoint(continued: Continued, p: Point, context: ToolContext): OnLine | undefined {
  const line = lineOf(continued, context);
  if (!line) return undefined;
  const reach = CLOSE_REACH_PX / context.scale;
  const met = nearestOn(line.part, p, reach);
  return met && distance(met.point, continued.from.point) > reach ? met : undefined;
}

function nearestOn({ points, isClosed }: OutlinePart, p: Point, reach: number): OnLine | undefined {
  let best: OnLine | undefined;
  let least = Infinity;
  const count = pointCount(points);
  for (let edge = 0; edge < count; edge++) {
    const a = pointAt(points, edge);
    const b = isClosed || edge + 1 < count ? pointAt(points, (edge + 1) % count) : a;
    const isVertex = distance(a, p) <= reach;
    const point = isVertex ? a : nearestOnSegment(p, a, b);
    const away = distance(point, p);
    const key = isVertex ? away - reach : away;
    if (away > reach || key >= least) continue;
    least = key;
    best = { point, edge };
  }
  return best;
}

/**
 * The annotation with the line's section between two of its points replaced by `points` (which begin at the one and
 * end at the other): of a ring the shorter section, or with `takesLonger` the longer one. Without `to` an open line
 * goes on from its end, or from a vertex in the middle in place of its shorter rest.
 */
export function continueEdit(
  continued: Continued,
  points: FlatPoints,
  to: OnLine | undefined,
  takesLonger: boolean,
  context: ToolContext,
): Edit | undefined {
  const line = lineOf(continued, context);
  if (!line) return undefined;
  const { annotation, part } = line;
  const { from } = continued;
  const next = part.isClosed
    ? to && [...points, ...wayAlong(part, to, from, !takesLonger)]
    : openLine(part.points, from, points, to);
  const shape = next && withPart(annotation.shape, continued.part, next);
  if (!shape || !isSolid(shape)) return undefined;
  const edit = update('Continue', [annotation], () => reshaped(annotation, shape));
  return isEmpty(edit) ? undefined : edit;
}

function lineOf(
  { id, part }: Continued,
  { doc }: ToolContext,
): { readonly annotation: Annotation; readonly part: OutlinePart } | undefined {
  const annotation = findAnnotation(doc, id);
  const found = annotation && !annotation.locked ? outlineParts(annotation.shape)[part] : undefined;
  return annotation && found && { annotation, part: found };
}

function openLine(line: FlatPoints, from: OnLine, points: FlatPoints, to: OnLine | undefined): FlatPoints {
  const before = line.slice(0, 2 * from.edge);
  const after = line.slice(2 * from.edge + 2);
  if (!to) {
    const back = reversed(before);
    const keepsStart = lengthOf(from, back, lastOf(back, from)) >= lengthOf(from, after, lastOf(after, from));
    return keepsStart ? [...before, ...points] : [...reversed(points), ...after];
  }
  if (to.edge >= from.edge) return [...before, ...points, ...line.slice(2 * to.edge + 2)];
  const isVertex = distance(pointAt(line, to.edge), to.point) === 0;
  return [...line.slice(0, 2 * to.edge + (isVertex ? 0 : 2)), ...reversed(points), ...after];
}

function lastOf(points: FlatPoints, otherwise: OnLine): OnLine {
  const count = pointCount(points);
  return count > 0 ? { point: pointAt(points, count - 1), edge: 0 } : otherwise;
}

function reversed(points: FlatPoints): FlatPoints {
  const turned: number[] = [];
  for (let i = points.length - 2; i >= 0; i -= 2) turned.push(points[i] ?? 0, points[i + 1] ?? 0);
  return turned;
}

function withPart(shape: Shape, part: number, points: FlatPoints): Shape | undefined {
  if (shape.kind === 'polygon') return { ...shape, rings: shape.rings.with(part, points) };
  return shape.kind === 'polyline' ? { ...shape, points } : undefined;
}
