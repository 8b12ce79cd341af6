import type { Point } from '../geometry/rect';
import { clickedId, toggled, type LastClick } from './click';
import { beginGesture, ended, endGesture, followGesture, showGesture, type Gesture } from './gesture';
import { DRAG_THRESHOLD_PX, isApart } from './limits';
import type { Hit, Modifiers, PointerToolEvent, Step, Tool, ToolContext } from './tool';
import { removeVertex, toggleVertex } from './vertexEdit';

interface Idle {
  readonly kind: 'idle';
  readonly last?: LastClick;
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
}

export type SelectState = Idle | Pressing | Gesture;

const IDLE: Idle = { kind: 'idle' };

/** Selects, moves and reshapes. */
export const select: Tool<SelectState, 'select'> = {
  id: 'select',
  title: 'Select',
  cursor: 'default',
  initial: IDLE,
  busy: (state) => state.kind !== 'idle',
  step(state, event, context) {
    switch (event.type) {
      case 'down':
        return press(state.kind === 'idle' ? state.last : undefined, event, context);
      case 'move':
        return state.kind === 'idle' ? hover(state, event, context) : drag(state, event, context);
      case 'up':
        return release(state, event, context);
      case 'interrupt':
        return { state: IDLE };
      case 'action':
      case 'answer':
      case 'cancel':
        return state.kind === 'idle' || state.kind === 'pressing' ? { state } : showGesture(state, context);
    }
  },
};

function press(
  last: LastClick | undefined,
  { imagePoint: at, modifiers, clicks }: PointerToolEvent,
  context: ToolContext,
): Step<SelectState> {
  const hits = context.hitAll(at);
  const edit = clicks === 2 ? toggleVertex(hits, at, context) : undefined;
  if (edit) return { state: IDLE, edit };
  const pressing: Pressing = {
    kind: 'pressing',
    at,
    hits,
    modifiers,
    isDone: clicks > 1,
    ...(last && { last }),
  };
  const best = hits[0];
  if (!best || adds(modifiers) || hits.some(({ id }) => context.selection.has(id)))
    return { state: pressing };
  return { state: { ...pressing, last: { at, id: best.id }, isDone: true }, selection: new Set([best.id]) };
}

function adds({ shift, mod }: Modifiers): boolean {
  return shift || mod;
}

function hover(state: Idle, { imagePoint }: PointerToolEvent, context: ToolContext): Step<SelectState> {
  const hit = context.hitBest(imagePoint);
  if (!hit) return { state };
  const cursor = hit.cursor ?? (context.selection.has(hit.id) ? 'move' : 'pointer');
  return { state, cursor, hovered: hit.id };
}

function drag(state: Pressing | Gesture, event: PointerToolEvent, context: ToolContext): Step<SelectState> {
  if (state.kind !== 'pressing') return showGesture(followGesture(state, event, context), context);
  const { at, hits, modifiers } = state;
  if (!isApart(at, event.imagePoint, DRAG_THRESHOLD_PX, context.scale)) return { state };
  return drag(beginGesture(at, hits, adds(modifiers), context), event, context);
}

function release(state: SelectState, event: PointerToolEvent, context: ToolContext): Step<SelectState> {
  if (state.kind === 'idle') return { state };
  if (state.kind === 'pressing') return click(state, context);
  return endGesture(followGesture(state, event, context), IDLE, context);
}

/** A press that never became a drag. */
function click(state: Pressing, context: ToolContext): Step<SelectState> {
  const { at, hits, modifiers, last, isDone } = state;
  const best = hits[0];
  if (!best) return empty(modifiers, context);
  if (modifiers.alt && best.handle !== undefined) return ended(IDLE, removeVertex(best, context));
  if (adds(modifiers)) return { state: IDLE, selection: toggled(context.selection, best.id) };
  if (isDone) return { state: last ? { kind: 'idle', last } : IDLE };
  const id = clickedId(hits, at, last, context);
  if (id === undefined) return { state: IDLE };
  return { state: { kind: 'idle', last: { at, id } }, selection: new Set([id]) };
}

function empty(modifiers: Modifiers, { selection }: ToolContext): Step<SelectState> {
  if (adds(modifiers) || selection.size === 0) return { state: IDLE };
  return { state: IDLE, selection: new Set() };
}
