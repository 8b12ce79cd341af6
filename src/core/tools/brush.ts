import { kindOf } from '../shapes/index';
import { paintedMask, paintStep, paintTarget } from './paintEdits';
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
import type { PointerToolEvent, Step, Tool, ToolContext, ToolEvent } from './tool';

/** A stroke that makes a new mask waits for its class. */
interface Asking {
  readonly kind: 'asking';
  readonly stroke: Stroke;
}

export type BrushState = Idle | Stroking | Asking;

/**
 * Paints pixels. A stroke goes on a selected mask of the active class, else it makes a new mask, which is selected
 * then. Shift: a straight line; Shift with the press: from where the last stroke ended. A stroke that is interrupted
 * counts as far as it went.
 */
export const brush: Tool<BrushState, 'brush'> = {
  id: 'brush',
  title: 'Brush',
  cursor: 'none',
  initial: { kind: 'idle' },
  busy: ({ kind }) => kind !== 'idle',
  step(state, event, context) {
    switch (state.kind) {
      case 'idle':
        return idle(state, event, context);
      case 'stroking':
        return stroking(state, event, context);
      case 'asking':
        return asking(state, event, context);
    }
  },
};

function idle(state: Idle, event: ToolEvent, context: ToolContext): Step<BrushState> {
  if (event.type === 'down') return show(beginStroke(event, state.last), context);
  return restStep(state, event, context);
}

function stroking(state: Stroking, event: ToolEvent, context: ToolContext): Step<BrushState> {
  switch (event.type) {
    case 'down':
    case 'move':
      return show(followStroke(state.stroke, event, context), context);
    case 'up':
      return withTip(finish(followStroke(state.stroke, event, context), context), event, context);
    case 'interrupt':
      return finish(state.stroke, context);
    case 'action':
    case 'answer':
    case 'cancel':
      return show(state.stroke, context);
  }
}

function show(stroke: Stroke, context: ToolContext): Step<BrushState> {
  const label = paintTarget(context)?.label ?? context.activeClass ?? '';
  return { state: { kind: 'stroking', stroke }, draft: strokeDraft(stroke, false, label, context) };
}

function finish(stroke: Stroke, context: ToolContext): Step<BrushState> {
  const target = paintTarget(context);
  const className = target?.label ?? context.activeClass;
  if (className === undefined) return ask({ kind: 'asking', stroke }, context);
  const done: Idle = { kind: 'idle', last: endOfStroke(stroke) };
  const painted = { label: 'Paint', spans: spansOfStroke(stroke, context), className };
  return paintStep({ ...painted, ...(target && { target }) }, done, context) ?? { state: done };
}

/** After the stroke the brush is shown again at once. */
function withTip(
  step: Step<BrushState>,
  { imagePoint }: PointerToolEvent,
  { options }: ToolContext,
): Step<BrushState> {
  return step.draft ? step : { ...step, draft: { shapes: [], ...tipDraft(imagePoint, options) } };
}

function ask(state: Asking, context: ToolContext): Step<BrushState> {
  const shape = paintedMask(undefined, spansOfStroke(state.stroke, context), context);
  if (!shape) return { state: { kind: 'idle', last: endOfStroke(state.stroke) } };
  return { state, draft: { shapes: [{ shape, label: '' }] }, askClass: kindOf(shape).bounds(shape) };
}

function asking(state: Asking, event: ToolEvent, context: ToolContext): Step<BrushState> {
  if (event.type === 'down') return show(beginStroke(event), context);
  if (event.type !== 'answer') return ask(state, context);
  const done: Idle = { kind: 'idle', last: endOfStroke(state.stroke) };
  const spans = spansOfStroke(state.stroke, context);
  return paintStep({ label: 'Paint', spans, className: event.label }, done, context) ?? { state: done };
}
