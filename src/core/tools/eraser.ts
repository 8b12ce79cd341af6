import type { Annotation } from '../annotation/annotation';
import { findAnnotations } from '../annotation/find';
import { isNothing, type Spans } from '../mask/spans';
import { canBeErased, eraseStroke, losesPixels } from './eraseStroke';
import { meeting } from './paintEdits';
import {
  beginStroke,
  endOfStroke,
  followStroke,
  spansOfStroke,
  strokeDraft,
  tipDraft,
  restStep,
  type Idle,
  type Stroke,
  type Stroking,
} from './strokeHand';
import type { Step, Tool, ToolContext, ToolEvent } from './tool';

/** What is selected is locked, or has no pixels to take. */
const NOTHING = 'Nothing was erased: select a mask or polygon that is not locked.';

export type EraserState = Idle | Stroking;

/**
 * Takes pixels from the selected masks and areas; with none selected from the foremost one that the stroke touches.
 * Shift: straight, as with the brush. A stroke that is interrupted counts as far as it went.
 */
export const eraser: Tool<EraserState, 'eraser'> = {
  id: 'eraser',
  title: 'Eraser',
  cursor: 'none',
  initial: { kind: 'idle' },
  busy: ({ kind }) => kind !== 'idle',
  step(state, event, context) {
    return state.kind === 'idle' ? idle(state, event, context) : stroking(state, event, context);
  },
};

function idle(state: Idle, event: ToolEvent, context: ToolContext): Step<EraserState> {
  if (event.type === 'down') return show(beginStroke(event, state.last), context);
  return restStep(state, event, context);
}

function stroking(state: Stroking, event: ToolEvent, context: ToolContext): Step<EraserState> {
  switch (event.type) {
    case 'down':
    case 'move':
      return show(followStroke(state.stroke, event, context), context);
    case 'up': {
      const draft = { shapes: [], ...tipDraft(event.imagePoint, context.options) };
      return { ...finish(followStroke(state.stroke, event, context), context), draft };
    }
    case 'interrupt':
      return finish(state.stroke, context);
    case 'action':
    case 'answer':
    case 'cancel':
      return show(state.stroke, context);
  }
}

function show(stroke: Stroke, context: ToolContext): Step<EraserState> {
  return { state: { kind: 'stroking', stroke }, draft: strokeDraft(stroke, true, '', context) };
}

function finish(stroke: Stroke, context: ToolContext): Step<EraserState> {
  const state: Idle = { kind: 'idle', last: endOfStroke(stroke) };
  const spans = spansOfStroke(stroke, context);
  const targets = erasable(spans, context);
  if (targets.length === 0 && context.selection.size > 0) return { state, hint: NOTHING };
  const edit = eraseStroke(targets, stroke, spans, context);
  if (typeof edit === 'string') return { state, hint: edit };
  return edit ? { state, edit } : { state };
}

/** The selected ones, else the foremost that loses something; locked ones stay. */
function erasable(spans: Spans, context: ToolContext): readonly Annotation[] {
  const { doc, selection } = context;
  const selected = findAnnotations(doc, selection).filter(canBeErased);
  if (selected.length > 0 || isNothing(spans)) return selected;
  const foremost = meeting(spans, context).find(
    (annotation) => canBeErased(annotation) && losesPixels(annotation, spans),
  );
  return foremost ? [foremost] : [];
}
