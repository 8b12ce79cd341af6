import { boundsOfPoints } from '../geometry/flatPoints';
import type { FlatPoints } from '../geometry/polyline';
import { boxOf, type Box } from '../shapes/box';
import { clickPoints, type Clicks } from './clickPoints';
import { drawingTool, DROPPED, type Drawn } from './drawing';
import { showSnap } from './pointed';
import { isSolid } from './newShape';
import { beginSpan, nextSpan, rectOf, type Span } from './span';
import type { Draft, PointerToolEvent, ToolContext, ToolEvent } from './tool';

type BoxHand = Span | Clicks;

/** How many extreme points a box has: leftmost, topmost, rightmost, bottommost, in any order. */
const EXTREMES = 4;

/**
 * Draws a box by dragging or by two clicks; Shift makes it square, Alt draws it from its centre. Or, as the option
 * says, by clicks at the four extreme points of the thing; Enter ends with fewer.
 */
export const box = drawingTool<BoxHand, 'box'>({
  id: 'box',
  title: 'Box',
  hover: showSnap,
  begin: (event, context) =>
    context.options.boxBy === 'extremes'
      ? extremes(undefined, event, context)
      : showSpan(beginSpan(event, context), context),
  draw: (hand, event, context) =>
    'points' in hand ? extremes(hand, event, context) : span(hand, event, context),
});

function span(hand: Span, event: ToolEvent, context: ToolContext): Drawn<BoxHand> {
  const next = nextSpan(hand, event, context);
  if (next.kind === 'dropped') return DROPPED;
  if (next.kind === 'going') return showSpan(next.span, context);
  const shape = boxOf(rectOf(next.span, context));
  return isSolid(shape) ? { shape } : DROPPED;
}

function showSpan(hand: Span, context: ToolContext): Drawn<BoxHand> {
  return { hand, draft: draftOf(boxOf(rectOf(hand, context)), context, hand.snapped) };
}

function draftOf(shape: Box, { activeClass = '' }: ToolContext, snapped: Draft['snapped']): Draft {
  return { shapes: [{ shape, label: activeClass }], ...(snapped && { snapped }) };
}

function extremes(
  hand: Clicks | undefined,
  event: ToolEvent | PointerToolEvent,
  context: ToolContext,
): Drawn<BoxHand> {
  const clicks = clickPoints(hand, event, context);
  if (!clicks) return DROPPED;
  const { points, pointer, done } = clicks;
  if (done || points.length >= 2 * EXTREMES) {
    const shape = boxAround(points);
    if (isSolid(shape)) return { shape };
  }
  const draft = draftOf(boxAround([...points, pointer.x, pointer.y]), context, clicks.snapped);
  return { hand: { ...clicks, done: false }, draft: { ...draft, dots: points } };
}

function boxAround(points: FlatPoints): Box {
  return boxOf(boundsOfPoints(points));
}
