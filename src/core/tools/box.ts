import type { ImageFacts } from '../annotation/document';
import type { Point } from '../geometry/rect';
import { boxOf, type Box } from '../shapes/box';
import { clampToImage, DRAG_THRESHOLD_PX, isApart } from './limits';
import { addShape, ask, finishShape, isSolid, type Asking } from './newShape';
import { spanRect } from './spanRect';
import type { Modifiers, PointerToolEvent, Step, Tool, ToolContext, ToolEvent } from './tool';

interface Idle {
  readonly kind: 'idle';
}

/** From the press at `from` on; `released` = that press was a click, and a second click ends the box. */
interface Spanning {
  readonly kind: 'spanning';
  readonly from: Point;
  readonly to: Point;
  readonly modifiers: Modifiers;
  readonly released: boolean;
}

export type BoxState = Idle | Spanning | Asking;

const IDLE: Idle = { kind: 'idle' };

/** Draws a box by dragging or by two clicks; Shift makes it square, Alt draws it from its centre. */
export const box: Tool<BoxState, 'box'> = {
  id: 'box',
  title: 'Box',
  cursor: 'crosshair',
  initial: IDLE,
  busy: (state) => state.kind !== 'idle',
  step(state, event, context) {
    switch (state.kind) {
      case 'idle':
        return event.type === 'down' ? begin(event, context) : { state };
      case 'spanning':
        return span(state, event, context);
      case 'asking':
        return answer(state, event, context);
    }
  },
};

function begin({ imagePoint, modifiers }: PointerToolEvent, context: ToolContext): Step<BoxState> {
  const from = clampToImage(imagePoint, context.doc.image);
  return show({ kind: 'spanning', from, to: from, modifiers, released: false }, context);
}

function span(state: Spanning, event: ToolEvent, context: ToolContext): Step<BoxState> {
  switch (event.type) {
    case 'down':
    case 'move':
      return show({ ...state, to: event.imagePoint, modifiers: event.modifiers }, context);
    case 'up':
      return release({ ...state, to: event.imagePoint, modifiers: event.modifiers }, context);
    case 'interrupt':
      return state.released ? show(state, context) : { state: IDLE };
    case 'action':
    case 'answer':
    case 'cancel':
      return show(state, context);
  }
}

function show(state: Spanning, { doc, activeClass = '' }: ToolContext): Step<BoxState> {
  return { state, draft: { shapes: [{ shape: boxFrom(state, doc.image), label: activeClass }] } };
}

function boxFrom({ from, to, modifiers }: Spanning, image: ImageFacts): Box {
  return boxOf(spanRect(from, to, { square: modifiers.shift, fromCentre: modifiers.alt }, image));
}

function release(state: Spanning, context: ToolContext): Step<BoxState> {
  const shape = boxFrom(state, context.doc.image);
  if (!isApart(state.from, state.to, DRAG_THRESHOLD_PX, context.scale))
    return state.released ? { state: IDLE } : show({ ...state, released: true }, context);
  return isSolid(shape) ? finishShape(shape, IDLE, context) : { state: IDLE };
}

function answer(state: Asking, event: ToolEvent, context: ToolContext): Step<BoxState> {
  if (event.type === 'answer') return addShape(state.shape, event.label, IDLE, context);
  return event.type === 'down' ? begin(event, context) : ask(state);
}
