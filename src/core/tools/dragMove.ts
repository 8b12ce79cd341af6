import type { Annotation } from '../annotation/annotation';
import { update, reshaped } from '../edit/edits';
import { isEmpty, type Edit } from '../edit/edit';
import { union, type Point, type Rect } from '../geometry/rect';
import { kindOf, type Shape } from '../shapes/index';
import { imageRect } from './limits';
import type { Draft, Modifiers, ToolContext } from './tool';

/** Annotations that follow the pointer. */
export interface Moving {
  readonly kind: 'moving';
  readonly from: Point;
  readonly annotations: readonly Annotation[];
  /** Around all of them, where they were. */
  readonly bounds: Rect;
  readonly offset: Point;
}

export function beginMove(from: Point, annotations: readonly Annotation[]): Moving {
  const bounds = annotations.map(boundsOf).reduce(union);
  return { kind: 'moving', from, annotations, bounds, offset: { x: 0, y: 0 } };
}

/** Shift keeps the movement on the longer of the two axes. */
export function moveTo(state: Moving, to: Point, { shift }: Modifiers, { doc }: ToolContext): Moving {
  const dx = to.x - state.from.x;
  const dy = to.y - state.from.y;
  const isLevel = Math.abs(dx) >= Math.abs(dy);
  const wanted = shift ? { x: isLevel ? dx : 0, y: isLevel ? 0 : dy } : { x: dx, y: dy };
  return { ...state, offset: stopAtBorder(wanted, state.bounds, imageRect(doc.image)) };
}

export function moveDraft({ annotations, offset }: Moving): Draft {
  return {
    shapes: annotations.map((annotation) => ({
      shape: translated(annotation, offset),
      label: annotation.label,
      replaces: annotation.id,
    })),
  };
}

export function moveEdit({ annotations, offset }: Moving): Edit | undefined {
  const label = annotations.length === 1 ? 'Move' : `Move ${annotations.length} annotations`;
  const edit = update(label, annotations, (annotation) =>
    reshaped(annotation, translated(annotation, offset)),
  );
  return isEmpty(edit) ? undefined : edit;
}

/** The movement as far as the bounds stay inside; a side that is out already may stay there but not go farther. */
export function stopAtBorder(offset: Point, bounds: Rect, image: Rect): Point {
  return {
    x: stopAxis(offset.x, bounds.x, bounds.x + bounds.width, image.x + image.width),
    y: stopAxis(offset.y, bounds.y, bounds.y + bounds.height, image.y + image.height),
  };
}

function stopAxis(offset: number, start: number, end: number, size: number): number {
  if (start < 0 && end > size) return offset;
  return Math.min(Math.max(0, size - end), Math.max(Math.min(0, -start), offset));
}

function translated({ shape }: Annotation, { x, y }: Point): Shape {
  return kindOf(shape).translate(shape, x, y);
}

function boundsOf({ shape }: Annotation): Rect {
  return kindOf(shape).bounds(shape);
}
