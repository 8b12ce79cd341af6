import type { Point, Rect } from '../geometry/rect';
import { DRAG_THRESHOLD_PX, isApart } from './limits';
import { spanRect } from './spanRect';
import { pointed } from './pointed';
import type { Modifiers, PointerToolEvent, ToolContext, ToolEvent } from './tool';

/** A rectangle being drawn, by a drag or by two clicks. */
export interface Span {
  readonly from: Point;
  readonly to: Point;
  readonly modifiers: Modifiers;
  /** The press at `from` was a click: a second click ends it. */
  readonly released: boolean;
  /** Where `to` was snapped to. */
  readonly snapped?: Point;
}

export type SpanNext =
  | { readonly kind: 'going'; readonly span: Span }
  | { readonly kind: 'ended'; readonly span: Span }
  | { readonly kind: 'dropped' };

export function beginSpan(event: PointerToolEvent, context: ToolContext): Span {
  const { point, snapped } = pointed(event, context);
  return {
    from: point,
    to: point,
    modifiers: event.modifiers,
    released: false,
    ...(snapped && { snapped }),
  };
}

/** After an event: an interrupted drag is dropped, while a first click is kept. */
export function nextSpan(span: Span, event: ToolEvent, context: ToolContext): SpanNext {
  switch (event.type) {
    case 'down':
    case 'move':
      return { kind: 'going', span: followed(span, event, context) };
    case 'up':
      return release(followed(span, event, context), context);
    case 'interrupt':
      return span.released ? { kind: 'going', span } : { kind: 'dropped' };
    case 'action':
    case 'answer':
    case 'cancel':
      return { kind: 'going', span };
  }
}

/** The rectangle: Shift makes it square, Alt draws it from its centre. */
export function rectOf({ from, to, modifiers }: Span, { doc }: ToolContext): Rect {
  return spanRect(from, to, { square: modifiers.shift, fromCentre: modifiers.alt }, doc.image);
}

function followed(span: Span, event: PointerToolEvent, context: ToolContext): Span {
  const { snapped: _, ...rest } = span;
  const { point, snapped } = pointed(event, context);
  const to = snapped ? point : event.imagePoint;
  return { ...rest, to, modifiers: event.modifiers, ...(snapped && { snapped }) };
}

function release(span: Span, context: ToolContext): SpanNext {
  if (isApart(span.from, span.to, DRAG_THRESHOLD_PX, context.scale)) return { kind: 'ended', span };
  return span.released ? { kind: 'dropped' } : { kind: 'going', span: { ...span, released: true } };
}
