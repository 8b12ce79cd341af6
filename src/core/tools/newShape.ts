import { isThin } from '../checks/lib/thin';
import { add } from '../edit/edits';
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
  const id = context.newId();
  const title = kindOf(shape).title.toLowerCase();
  return { state: idle, edit: add(`Draw ${title}`, [{ id, label, shape }]), selection: new Set([id]) };
}

/** True when the shape, rounded as it would be stored, covers anything. */
export function isSolid(shape: Shape): boolean {
  return !isThin(kindOf(shape).round(shape));
}
