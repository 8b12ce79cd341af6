import { findAnnotation, findAnnotations } from '../annotation/find';
import type { Edit } from '../edit/edit';
import { unlocked } from '../edit/unlocked';
import type { Point } from '../geometry/rect';
import { beginReshape, reshapeDraft, reshapeEdit, reshapeTo, type Reshaping } from './dragHandle';
import { beginMoveMarks, moveMarksDraft, moveMarksEdit, moveMarksTo, type MovingMarks } from './dragMarks';
import { beginMove, moveDraft, moveEdit, moveTo, type Moving } from './dragMove';
import { marksIn, NO_MARKS, type Marks } from './marks';
import { bandStep, caughtBy, type Banding } from './rubberBand';
import type { Hit, Modifiers, PointerToolEvent, Step, ToolContext } from './tool';

/** A drag of the select tool, told by what the press had hold of. */
export type Gesture = Moving | MovingMarks | Reshaping | Banding;

/** `marks`: the vertices that are marked. With Shift or Ctrl (Cmd) a rubber band adds to what is selected. */
export function beginGesture(
  at: Point,
  hits: readonly Hit[],
  modifiers: Modifiers,
  marks: Marks,
  context: ToolContext,
): Gesture {
  const { doc, selection } = context;
  const [best] = hits;
  if (best?.handle !== undefined && marks.get(best.id)?.has(best.handle))
    return beginMoveMarks(at, marks, context);
  const annotation = best && findAnnotation(doc, best.id);
  const reshaping =
    annotation && !annotation.locked && best.handle !== undefined
      ? beginReshape(annotation, best.handle, at, context.scale)
      : undefined;
  if (reshaping) return reshaping;
  const selected = unlocked(findAnnotations(doc, selection));
  if (modifiers.alt && hasVertices(selection, context)) return band(at, selection, selection, 'only');
  const isOnSelected = hits.some(({ id }) => selected.some((each) => each.id === id));
  if (isOnSelected) return beginMove(at, selected);
  const keeps = modifiers.shift || modifiers.mod;
  return band(at, keeps ? selection : new Set(), selection.size === 1 ? selection : new Set(), 'otherwise');
}

function band(
  at: Point,
  base: ReadonlySet<string>,
  markable: ReadonlySet<string>,
  vertices: Banding['vertices'],
): Banding {
  return { kind: 'banding', from: at, to: at, base, markable, vertices };
}

const EVERYWHERE = { x: -1e9, y: -1e9, width: 2e9, height: 2e9 };

function hasVertices(ids: ReadonlySet<string>, context: ToolContext): boolean {
  return ids.size > 0 && marksIn(EVERYWHERE, ids, context).size > 0;
}

export function followGesture(gesture: Gesture, event: PointerToolEvent, context: ToolContext): Gesture {
  const { imagePoint, modifiers } = event;
  switch (gesture.kind) {
    case 'moving':
      return moveTo(gesture, imagePoint, modifiers, context);
    case 'movingMarks':
      return moveMarksTo(gesture, imagePoint, modifiers, context);
    case 'reshaping':
      return reshapeTo(gesture, event, context);
    case 'banding':
      return { ...gesture, to: imagePoint };
  }
}

/** The step that shows the gesture as it is. */
export function showGesture(gesture: Gesture, context: ToolContext): Step<Gesture> {
  switch (gesture.kind) {
    case 'moving':
      return { state: gesture, draft: moveDraft(gesture), cursor: 'move' };
    case 'movingMarks':
      return { state: gesture, draft: moveMarksDraft(gesture), cursor: 'move' };
    case 'reshaping':
      return { state: gesture, draft: reshapeDraft(gesture), cursor: gesture.cursor };
    case 'banding':
      return bandStep(gesture, context);
  }
}

/** What a gesture comes to when the button is let go. */
export interface Ended {
  readonly edit?: Edit;
  readonly selection?: ReadonlySet<string>;
  /** The vertices that are marked from now on. */
  readonly marks: Marks;
}

export function endGesture(gesture: Gesture, context: ToolContext): Ended {
  switch (gesture.kind) {
    case 'moving':
      return withEdit(moveEdit(gesture), NO_MARKS);
    case 'movingMarks':
      return withEdit(moveMarksEdit(gesture), gesture.marks);
    case 'reshaping':
      return withEdit(reshapeEdit(gesture), NO_MARKS);
    case 'banding': {
      const { selection } = bandStep(gesture, context);
      return { marks: caughtBy(gesture, context).marks, ...(selection && { selection }) };
    }
  }
}

function withEdit(edit: Edit | undefined, marks: Marks): Ended {
  return edit ? { edit, marks } : { marks };
}
