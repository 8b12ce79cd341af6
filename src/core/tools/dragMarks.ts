import { findAnnotation } from '../annotation/find';
import type { Annotation } from '../annotation/annotation';
import { isEmpty, type Edit } from '../edit/edit';
import { reshaped, update } from '../edit/edits';
import { boundsOfPoints } from '../geometry/flatPoints';
import type { FlatPoints } from '../geometry/polyline';
import type { Point, Rect } from '../geometry/rect';
import { handlesOf } from '../scene/handles';
import { kindOf, type Shape } from '../shapes/index';
import { stopAtBorder } from './dragMove';
import { imageRect } from './limits';
import type { Marks } from './marks';
import { isSolid } from './newShape';
import type { Draft, Modifiers, ToolContext } from './tool';

/** Marked vertices that follow the pointer. */
export interface MovingMarks {
  readonly kind: 'movingMarks';
  readonly from: Point;
  readonly marks: Marks;
  readonly annotations: readonly Annotation[];
  /** Around all marked vertices, where they were. */
  readonly bounds: Rect;
  readonly offset: Point;
}

export function beginMoveMarks(from: Point, marks: Marks, { doc }: ToolContext): MovingMarks {
  const annotations = [...marks.keys()].flatMap((id) => findAnnotation(doc, id) ?? []);
  const points = annotations.flatMap(({ id, shape }) =>
    handlesOf(shape).flatMap((handle) =>
      marks.get(id)?.has(handle.id) ? [handle.point.x, handle.point.y] : [],
    ),
  );
  const bounds = boundsOfPoints(points);
  return { kind: 'movingMarks', from, marks, annotations, bounds, offset: { x: 0, y: 0 } };
}

/** Shift keeps the movement on the longer of the two axes. */
export function moveMarksTo(
  state: MovingMarks,
  to: Point,
  { shift }: Modifiers,
  { doc }: ToolContext,
): MovingMarks {
  const [dx, dy] = [to.x - state.from.x, to.y - state.from.y];
  const isLevel = Math.abs(dx) >= Math.abs(dy);
  const wanted = shift ? { x: isLevel ? dx : 0, y: isLevel ? 0 : dy } : { x: dx, y: dy };
  return { ...state, offset: stopAtBorder(wanted, state.bounds, imageRect(doc.image)) };
}

export function moveMarksDraft(state: MovingMarks): Draft {
  const shapes = state.annotations.map((annotation) => ({
    shape: shapeOf(annotation, state),
    label: annotation.label,
    replaces: annotation.id,
  }));
  return { shapes };
}

/** Undefined when nothing changed; a shape that would be left with no area stays as it was. */
export function moveMarksEdit(state: MovingMarks): Edit | undefined {
  const count = [...state.marks.values()].reduce((sum, { size }) => sum + size, 0);
  const label = count === 1 ? 'Move vertex' : `Move ${count} vertices`;
  const edit = update(label, state.annotations, (annotation) => {
    const shape = shapeOf(annotation, state);
    return isSolid(shape) ? reshaped(annotation, shape) : annotation;
  });
  return isEmpty(edit) ? undefined : edit;
}

function shapeOf({ id, shape }: Annotation, { marks, offset }: MovingMarks): Shape {
  return withMoved(shape, marks.get(id) ?? new Set(), offset);
}

/** The shape with some of its vertices moved; rings and lines at once, for they can have 100,000 of them. */
export function withMoved(shape: Shape, handles: ReadonlySet<string>, by: Point): Shape {
  if (shape.kind === 'polygon')
    return { ...shape, rings: shape.rings.map((ring, r) => shifted(ring, by, handles, `v${r}.`)) };
  if (shape.kind === 'polyline') return { ...shape, points: shifted(shape.points, by, handles, 'v') };
  let moved: Shape = shape;
  for (const { id, point } of handlesOf(shape))
    if (handles.has(id)) {
      const to = { x: point.x + by.x, y: point.y + by.y };
      moved = kindOf(moved).moveHandle(moved, id, to, { keepRatio: false, fromCentre: false });
    }
  return moved;
}

/** The vertex of number n has the handle `prefix` + n. */
function shifted(
  points: FlatPoints,
  { x, y }: Point,
  handles: ReadonlySet<string>,
  prefix: string,
): FlatPoints {
  const moved = [...points];
  for (let i = 0; i < points.length; i += 2) {
    if (!handles.has(prefix + (i >> 1))) continue;
    moved[i] = (points[i] ?? 0) + x;
    moved[i + 1] = (points[i + 1] ?? 0) + y;
  }
  return moved;
}
