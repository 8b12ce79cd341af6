import type { Annotation } from '../annotation/annotation';
import { isEmpty, type Edit } from '../edit/edit';
import { reshaped, update } from '../edit/edits';
import { union, type Point, type Rect } from '../geometry/rect';
import { handlePoint, handlesOf } from '../scene/handles';
import { kindOf, type Shape } from '../shapes/index';
import { imageRect } from './limits';
import { isSolid } from './newShape';
import { pointed } from './pointed';
import type { Draft, PointerToolEvent, ToolContext } from './tool';

/** A handle that follows the pointer. */
export interface Reshaping {
  readonly kind: 'reshaping';
  readonly annotation: Annotation;
  readonly handle: string;
  /** Where the handle was. */
  readonly start: Point;
  /** From the pointer to the handle at the press: it is grabbed a little beside its middle. */
  readonly grab: Point;
  /** It turns the shape: the pointer's direction counts, not its place. */
  readonly turns: boolean;
  readonly shape: Shape;
  readonly cursor: string;
  /** Where the handle was snapped to. */
  readonly snapped?: Point;
}

/** Undefined when the annotation has no such handle. `scale`: screen pixels per image pixel. */
export function beginReshape(
  annotation: Annotation,
  handle: string,
  at: Point,
  scale: number,
): Reshaping | undefined {
  const { shape } = annotation;
  const found = handlesOf(shape).find(({ id }) => id === handle);
  if (!found) return undefined;
  const { cursor, role } = found;
  const start = handlePoint(found, scale);
  const grab = { x: start.x - at.x, y: start.y - at.y };
  return { kind: 'reshaping', annotation, handle, start, grab, turns: role === 'rotate', shape, cursor };
}

/** Always from the shape as it was: dragging back undoes the drag exactly. */
export function reshapeTo(state: Reshaping, event: PointerToolEvent, context: ToolContext): Reshaping {
  const { annotation, grab, handle } = state;
  const { shift, alt } = event.modifiers;
  const { snapped: _, ...rest } = state;
  const free = { x: event.imagePoint.x + grab.x, y: event.imagePoint.y + grab.y };
  const snapped = snappedTo(state, { ...event, imagePoint: free }, context);
  const within = limitsFor(state, shift || alt, context);
  const drag = { keepRatio: shift, fromCentre: alt, ...(!state.turns && { within }) };
  const shape = kindOf(annotation.shape).moveHandle(annotation.shape, handle, snapped ?? free, drag);
  return { ...rest, shape, ...(snapped && { snapped }) };
}

function snappedTo(state: Reshaping, event: PointerToolEvent, context: ToolContext): Point | undefined {
  return state.turns ? undefined : pointed(event, context, new Set([state.annotation.id])).snapped;
}

/** The image, and as much beyond it as what moves was outside before: it may stay there but not go farther. */
function limitsFor({ annotation, start }: Reshaping, movesAll: boolean, { doc }: ToolContext): Rect {
  const { shape } = annotation;
  const before = movesAll ? kindOf(shape).bounds(shape) : { ...start, width: 0, height: 0 };
  return union(imageRect(doc.image), before);
}

export function reshapeDraft({ annotation, shape, snapped }: Reshaping): Draft {
  const shapes = [{ shape, label: annotation.label, replaces: annotation.id }];
  return { shapes, ...(snapped && { snapped }) };
}

/** Undefined when nothing changed, or when nothing would be left of the shape. */
export function reshapeEdit({ annotation, shape }: Reshaping): Edit | undefined {
  if (!isSolid(shape)) return undefined;
  const edit = update('Reshape', [annotation], () => reshaped(annotation, shape));
  return isEmpty(edit) ? undefined : edit;
}
