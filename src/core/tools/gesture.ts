import { findAnnotation, findAnnotations } from '../annotation/find';
import type { Edit } from '../edit/edit';
import type { Point } from '../geometry/rect';
import { beginReshape, reshapeDraft, reshapeEdit, reshapeTo, type Reshaping } from './dragHandle';
import { beginMove, moveDraft, moveEdit, moveTo, type Moving } from './dragMove';
import { bandStep, type Banding } from './rubberBand';
import type { Hit, PointerToolEvent, Step, ToolContext } from './tool';

/** A drag of the select tool, told by what the press had hold of. */
export type Gesture = Moving | Reshaping | Banding;

/** `keeps`: what was selected stays so beside what a rubber band gathers. */
export function beginGesture(at: Point, hits: readonly Hit[], keeps: boolean, context: ToolContext): Gesture {
  const { doc, selection } = context;
  const best = hits[0];
  const annotation = best && findAnnotation(doc, best.id);
  const { scale } = context;
  const reshaping =
    annotation && best.handle !== undefined && beginReshape(annotation, best.handle, at, scale);
  if (reshaping) return reshaping;
  const isOnSelected = hits.some(({ id }) => selection.has(id));
  const moved = isOnSelected ? findAnnotations(doc, selection) : [];
  if (moved.length > 0) return beginMove(at, moved);
  return { kind: 'banding', from: at, to: at, base: keeps ? selection : new Set() };
}

export function followGesture(gesture: Gesture, event: PointerToolEvent, context: ToolContext): Gesture {
  const { imagePoint, modifiers } = event;
  switch (gesture.kind) {
    case 'moving':
      return moveTo(gesture, imagePoint, modifiers, context);
    case 'reshaping':
      return reshapeTo(gesture, imagePoint, modifiers, context);
    case 'banding':
      return { ...gesture, to: imagePoint };
  }
}

/** The step that shows the gesture as it is. */
export function showGesture(gesture: Gesture, context: ToolContext): Step<Gesture> {
  switch (gesture.kind) {
    case 'moving':
      return { state: gesture, draft: moveDraft(gesture), cursor: 'move' };
    case 'reshaping':
      return { state: gesture, draft: reshapeDraft(gesture), cursor: gesture.cursor };
    case 'banding':
      return bandStep(gesture, context);
  }
}

/** What it comes to when the button is let go. */
export function endGesture<S>(gesture: Gesture, idle: S, context: ToolContext): Step<S> {
  switch (gesture.kind) {
    case 'moving':
      return ended(idle, moveEdit(gesture));
    case 'reshaping':
      return ended(idle, reshapeEdit(gesture));
    case 'banding': {
      const { selection } = bandStep(gesture, context);
      return selection ? { state: idle, selection } : { state: idle };
    }
  }
}

export function ended<S>(idle: S, edit: Edit | undefined): Step<S> {
  return edit ? { state: idle, edit } : { state: idle };
}
