import type { Annotation } from '../annotation/annotation';
import { isThin } from '../checks/lib/thin';
import { defaultAttributes, withAttributes } from '../edit/attributes';
import { add } from '../edit/edits';
import type { Rect } from '../geometry/rect';
import { boxOf } from '../shapes/box';
import { kindOf, type Shape } from '../shapes/index';
import type { Step, ToolContext } from './tool';

/** A finished shape that waits for its class. */
export interface Asking {
  readonly kind: 'asking';
  readonly shape: Shape;
}

/** What a tool does once a shape is drawn: add it in the active class, or ask for one. See run.ts. */
export function finishShape<S>(shape: Shape, idle: S, context: ToolContext): Step<S | Asking> {
  if (context.activeClass === undefined) return ask({ kind: 'asking', shape });
  return addShape(shape, context.activeClass, idle, context);
}

/** The step of every event that is not the answer. */
export function ask(state: Asking): Step<Asking> {
  return {
    state,
    draft: { shapes: [{ shape: state.shape, label: '' }] },
    askClass: kindOf(state.shape).bounds(state.shape),
  };
}

/** The annotation comes into being, and is selected. */
export function addShape<S>(shape: Shape, label: string, idle: S, context: ToolContext): Step<S> {
  const made = newAnnotation(shape, label, context);
  const title = kindOf(shape).title.toLowerCase();
  return { state: idle, edit: add(`Draw ${title}`, [made]), selection: new Set([made.id]) };
}

/** A new annotation of the class: on the page that is shown, its attributes at their defaults. */
export function newAnnotation(
  shape: Shape,
  label: string,
  { newId, page, schema }: Pick<ToolContext, 'newId' | 'page' | 'schema'>,
): Annotation {
  const made: Annotation = { id: newId(), label, shape, ...(page > 0 && { page }) };
  return withAttributes(made, defaultAttributes(schema, label));
}

/** True when the shape, rounded as it would be stored, is something: an area covers some, a line has a length. */
export function isSolid(shape: Shape): boolean {
  const kind = kindOf(shape);
  const stored = kind.round(shape);
  if (kind.isArea(stored)) return !isThin(stored);
  if (kind.dots) return true;
  const { width, height } = kind.bounds(stored);
  return width > 0 || height > 0;
}

/** True when a rectangle is more than a line. */
export function isThickRect(rect: Rect): boolean {
  return isSolid(boxOf(rect));
}
