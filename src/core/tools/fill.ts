import type { Point } from '../geometry/rect';
import { maskOfSpans } from '../mask/rle';
import type { Spans } from '../mask/spans';
import { kindOf } from '../shapes/index';
import { gapAt, holeAt } from './gap';
import { paintStep, paintTarget } from './paintEdits';
import type { Step, Tool, ToolContext } from './tool';

interface Idle {
  readonly kind: 'idle';
}

/** Pixels that wait for the class of their new mask. */
interface Asking {
  readonly kind: 'asking';
  readonly spans: Spans;
}

export type FillState = Idle | Asking;

const IDLE: Idle = { kind: 'idle' };

/**
 * Fills with one click: a hole of a mask is closed; elsewhere the pixels that belong to nothing, up to masks, areas
 * and the image's border, go to the selected mask of the active class, else to a new one.
 */
export const fill: Tool<FillState, 'fill'> = {
  id: 'fill',
  title: 'Fill',
  cursor: 'crosshair',
  initial: IDLE,
  busy: ({ kind }) => kind !== 'idle',
  step(state, event, context) {
    if (event.type === 'down') return fillAt(event.imagePoint, context);
    if (state.kind === 'idle') return { state };
    if (event.type === 'answer') return fillWith(state.spans, event.label, context);
    return ask(state);
  },
};

function fillAt(p: Point, context: ToolContext): Step<FillState> {
  const hole = holeAt(p, context);
  if (hole) {
    const { mask, spans } = hole;
    const painted = { label: 'Fill hole', spans, target: mask, className: mask.label };
    const exact = { ...context, options: { ...context.options, paintFree: false } };
    return paintStep(painted, IDLE, exact) ?? { state: IDLE };
  }
  const spans = gapAt(p, context);
  if (!spans) return { state: IDLE, hint: 'Everything here belongs to an annotation already.' };
  const label = paintTarget(context)?.label ?? context.activeClass;
  return label === undefined ? ask({ kind: 'asking', spans }) : fillWith(spans, label, context);
}

function fillWith(spans: Spans, className: string, context: ToolContext): Step<FillState> {
  const target = paintTarget(context);
  const painted = { label: 'Fill', spans, className };
  const isSame = target?.label === className;
  return paintStep({ ...painted, ...(isSame && { target }) }, IDLE, context) ?? { state: IDLE };
}

function ask(state: Asking): Step<FillState> {
  const shape = maskOfSpans(state.spans);
  if (!shape) return { state: IDLE };
  return { state, draft: { shapes: [{ shape, label: '' }] }, askClass: kindOf(shape).bounds(shape) };
}
