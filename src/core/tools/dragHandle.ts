import type { Annotation } from '../annotation/annotation';
import { isEmpty, type Edit } from '../edit/edit';
import { reshaped, update } from '../edit/edits';
import { union, type Point, type Rect } from '../geometry/rect';
import { handlePoint } from '../scene/handles';
import { kindOf, type Shape } from '../shapes/index';
import { imageRect } from './limits';
import { isSolid } from './newShape';
import type { Draft, Modifiers, ToolContext } from './tool';

/** A handle that follows the pointer. */
export interface Reshaping {
  readonly kind: 'reshaping';
  readonly annotation: Annotation;
  readonly handle: string;
  /** Where the handle was. */
  readonly start: Point;
  /** From the pointer to the handle at the press: it is grabbed a little beside its middle. */
  readonly grab: Point;
  readonly shape: Shape;
  readonly cursor: string;
}

/** Undefined when the annotation has no such handle. `scale`: screen pixels per image pixel. */
export function beginReshape(
  annotation: Annotation,
  handle: string,
  at: Point,
  scale: number,
): Reshaping | undefined {
  const { shape } = annotation;
  const found = kindOf(shape)
    .handles(shape)
    .find(({ id }) => id === handle);
  if (!found) return undefined;
  const { cursor } = found;
  const start = handlePoint(found, scale);
  const grab = { x: start.x - at.x, y: start.y - at.y };
  return { kind: 'reshaping', annotation, handle, start, grab, shape, cursor };
}

/** Always from the shape as it was: dragging back undoes the drag exactly. */
export function reshapeTo(
  state: Reshaping,
  to: Point,
  modifiers: Modifiers,
  context: ToolContext,
): Reshaping {
  const { annotation, handle, grab } = state;
  const p = { x: to.x + grab.x, y: to.y + grab.y };
  const drag = { keepRatio: modifiers.shift, fromCentre: modifiers.alt };
  const within = limitsFor(state, drag.keepRatio || drag.fromCentre, context);
  const shape = kindOf(annotation.shape).moveHandle(annotation.shape, handle, p, { ...drag, within });
  return { ...state, shape };
}

/** The image, and as much beyond it as what moves was outside before: it may stay there but not go farther. */
function limitsFor({ annotation, start }: Reshaping, movesAll: boolean, { doc }: ToolContext): Rect {
  const { shape } = annotation;
  const before = movesAll ? kindOf(shape).bounds(shape) : { ...start, width: 0, height: 0 };
  return union(imageRect(doc.image), before);
}

export function reshapeDraft({ annotation, shape }: Reshaping): Draft {
  return { shapes: [{ shape, label: annotation.label, replaces: annotation.id }] };
}

/** Undefined when nothing changed, or when nothing would be left of the shape. */
export function reshapeEdit({ annotation, shape }: Reshaping): Edit | undefined {
  if (!isSolid(shape)) return undefined;
  const edit = update('Reshape', [annotation], () => reshaped(annotation, shape));
  return isEmpty(edit) ? undefined : edit;
}
