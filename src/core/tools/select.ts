import { findAnnotation } from '../annotation/find';
import { apply, type Edit } from '../edit/edit';
import type { Point } from '../geometry/rect';
import { beginMoveMarks, moveMarksEdit, moveMarksTo } from './dragMarks';
import { clickedId, picked, toggled, type LastClick } from './click';
import { beginGesture, endGesture, followGesture, showGesture, type Gesture } from './gesture';
import { DRAG_THRESHOLD_PX, isApart } from './limits';
import { deleteMarked, keptMarks, marksDraft, NO_MARKS, steppedMark, toggledMark, type Marks } from './marks';
import { jointMeant, toggleJoint, type ToggledJoint } from './toggleJoint';
import type { Hit, Modifiers, PointerToolEvent, Step, Tool, ToolContext, ToolEvent } from './tool';
import { removeVertex, toggleVertex } from './vertexEdit';

interface Idle {
  readonly kind: 'idle';
  readonly last?: LastClick;
  /** Vertices that are moved and deleted together. */
  readonly marks: Marks;
  /** Where the pointer was last. */
  readonly pointer?: Point;
  readonly joint?: ToggledJoint;
}

/** The button is down and has not moved enough to be a drag. */
interface Pressing {
  readonly kind: 'pressing';
  readonly at: Point;
  readonly hits: readonly Hit[];
  readonly modifiers: Modifiers;
  readonly last?: LastClick;
  /** The press itself has selected what is under it: the click has nothing more to do. */
  readonly isDone: boolean;
  readonly marks: Marks;
}

type ActionEvent = Extract<ToolEvent, { readonly type: 'action' }>;

export type SelectState = Idle | Pressing | Gesture;

const IDLE: Idle = { kind: 'idle', marks: NO_MARKS };

/**
 * Selects, moves and reshapes. A click selects the whole group, with Alt one annotation alone; Shift adds. A rubber
 * band selects what is inside; over the vertices of the one selected shape, or with Alt, it marks vertices, which
 * then move and are deleted together. Locked annotations can be selected, and stay as they are.
 */
export const select: Tool<SelectState, 'select'> = {
  id: 'select',
  title: 'Select',
  cursor: 'default',
  initial: IDLE,
  busy: (state) => state.kind !== 'idle' || state.marks.size > 0,
  step(state, event, context) {
    switch (event.type) {
      case 'down':
        return press(state.kind === 'idle' ? state : IDLE, event, context);
      case 'move':
        return state.kind === 'idle' ? hover(state, event, context) : drag(state, event, context);
      case 'up':
        return release(state, event, context);
      case 'interrupt':
        return rest(state.kind === 'idle' ? { kind: 'idle', marks: state.marks } : IDLE, context);
      case 'action':
        return state.kind === 'idle' ? act(state, event, context) : show(state, context);
      case 'answer':
      case 'cancel':
        return show(state, context);
    }
  },
};

/** Nothing in hand; the marked vertices are shown as long as there are some. */
function rest(state: Idle, context: ToolContext): Step<Idle> {
  const marks = keptMarks(state.marks, context);
  const kept: Idle = marks === state.marks ? state : { ...state, marks };
  return marks.size > 0
    ? { state: kept, draft: { shapes: [], ...marksDraft(marks, context) } }
    : { state: kept };
}

function show(state: SelectState, context: ToolContext): Step<SelectState> {
  if (state.kind === 'idle') return rest(state, context);
  return state.kind === 'pressing' ? { state } : showGesture(state, context);
}

function press(before: Idle, event: PointerToolEvent, context: ToolContext): Step<SelectState> {
  const { imagePoint: at, modifiers, clicks } = event;
  const { last } = before;
  const marks = keptMarks(before.marks, context);
  const hits = context.hitAll(at);
  const edit = clicks === 2 ? toggleVertex(hits, at, context) : undefined;
  if (edit) return { state: IDLE, edit };
  const isDone = clicks > 1;
  const pressing: Pressing = { kind: 'pressing', at, hits, modifiers, isDone, marks, ...(last && { last }) };
  const best = hits[0];
  if (!best || adds(modifiers) || hits.some(({ id }) => context.selection.has(id)))
    return { state: pressing };
  const selection = picked(best.id, modifiers.alt, context);
  return { state: { ...pressing, last: { at, id: best.id }, isDone: true }, selection };
}

function adds({ shift, mod }: Modifiers): boolean {
  return shift || mod;
}

function hover(before: Idle, { imagePoint }: PointerToolEvent, context: ToolContext): Step<SelectState> {
  const step = rest({ ...before, pointer: imagePoint }, context);
  const hit = context.hitBest(imagePoint);
  if (!hit) return step;
  const isMoved = context.selection.has(hit.id) && !findAnnotation(context.doc, hit.id)?.locked;
  const isFree = !findAnnotation(context.doc, hit.id)?.locked;
  const cursor = (isFree ? hit.cursor : undefined) ?? (isMoved ? 'move' : 'pointer');
  return { ...step, cursor, hovered: hit.id };
}

function drag(state: Pressing | Gesture, event: PointerToolEvent, context: ToolContext): Step<SelectState> {
  if (state.kind !== 'pressing') return showGesture(followGesture(state, event, context), context);
  const { at, hits, modifiers, marks } = state;
  if (!isApart(at, event.imagePoint, DRAG_THRESHOLD_PX, context.scale)) return { state };
  return drag(beginGesture(at, hits, modifiers, marks, context), event, context);
}

function release(state: SelectState, event: PointerToolEvent, context: ToolContext): Step<SelectState> {
  if (state.kind === 'idle') return rest(state, context);
  if (state.kind === 'pressing') return click(state, context);
  const { marks, edit, selection } = endGesture(followGesture(state, event, context), context);
  const after = selection ? { ...context, selection } : context;
  return { ...withMarks(IDLE, marks, edit, after), ...(selection && { selection }) };
}

/** A press that never became a drag. */
function click(state: Pressing, context: ToolContext): Step<SelectState> {
  const { at, hits, modifiers, last, isDone, marks } = state;
  const best = hits[0];
  if (!best) return empty(state, context);
  if (best.handle !== undefined && modifiers.alt) return edited(removeVertex(best, context));
  if (best.handle !== undefined && modifiers.shift) {
    const next = toggledMark(marks, best, context);
    if (next) return rest({ kind: 'idle', marks: next }, context);
  }
  if (adds(modifiers))
    return { state: IDLE, selection: toggled(context.selection, picked(best.id, modifiers.alt, context)) };
  if (isDone) return { state: last ? { ...IDLE, last } : IDLE };
  const id = clickedId(hits, at, last, context);
  if (id === undefined) return { state: IDLE };
  return { state: { ...IDLE, last: { at, id } }, selection: picked(id, modifiers.alt, context) };
}

function edited(edit: Edit | undefined): Step<SelectState> {
  return edit ? { state: IDLE, edit } : { state: IDLE };
}

/** On empty ground; while vertices are marked a click only unmarks them. */
function empty({ modifiers, marks }: Pressing, { selection }: ToolContext): Step<SelectState> {
  if (adds(modifiers) || selection.size === 0 || marks.size > 0) return { state: IDLE };
  return { state: IDLE, selection: new Set() };
}

function act(state: Idle, { name, by }: ActionEvent, context: ToolContext): Step<SelectState> {
  const marks = keptMarks(state.marks, context);
  switch (name) {
    case 'delete':
    case 'back':
      return marks.size > 0 ? edited(deleteMarked(marks, context)) : { state };
    case 'nudge':
      return by && marks.size > 0 ? nudge(state, marks, by, context) : rest(state, context);
    case 'nextVertex':
    case 'previousVertex': {
      const step = name === 'nextVertex' ? 1 : -1;
      return rest({ ...state, marks: steppedMark(marks, step, context) }, context);
    }
    case 'toggleVisibility':
      return toggle({ ...state, marks }, context);
    case 'finish':
      return rest(state, context);
  }
}

function nudge(state: Idle, marks: Marks, by: Point, context: ToolContext): Step<SelectState> {
  const held = { shift: false, alt: false, mod: false };
  const moved = moveMarksTo(beginMoveMarks({ x: 0, y: 0 }, marks, context), by, held, context);
  return withMarks(state, marks, moveMarksEdit(moved), context);
}

function toggle(state: Idle, context: ToolContext): Step<SelectState> {
  const { marks } = state;
  const marked = [...marks].flatMap(([id, handles]) => [...handles].map((handle) => [id, handle] as const));
  const joint = jointMeant(state.pointer, state.joint, marked, context);
  const edit = joint && toggleJoint(joint, context);
  return edit ? withMarks({ ...state, joint }, marks, edit, context) : rest(state, context);
}

/** After an edit the vertices that are left stay marked, where they are now. */
function withMarks(
  state: Idle,
  marks: Marks,
  edit: Edit | undefined,
  context: ToolContext,
): Step<SelectState> {
  const after = edit ? { ...context, doc: apply(context.doc, edit).doc } : context;
  return { ...rest({ ...state, marks }, after), ...(edit && { edit }) };
}
