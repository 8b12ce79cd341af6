import { boundsOfPoints, translatePoints } from '../geometry/flatPoints';
import type { FlatPoints } from '../geometry/polyline';
import type { Point, Rect } from '../geometry/rect';
import { cuboidOf } from '../shapes/cuboid';
import { stopAtBorder } from './dragMove';
import { drawingTool, DROPPED, type Drawn } from './drawing';
import { DRAG_THRESHOLD_PX, imageRect, isApart } from './limits';
import { isThickRect } from './newShape';
import { pointed, showSnap } from './pointed';
import { beginSpan, nextSpan, rectOf, type Span } from './span';
import type { ToolContext, ToolEvent } from './tool';

/** The front face is drawn; the back face lies as far from it as the pointer from `from`. */
export interface Deepening {
  readonly front: FlatPoints;
  readonly from: Point;
  readonly offset: Point;
}

type CuboidHand = Span | Deepening;

/**
 * Draws a cuboid: a drag or two clicks for the front face, then the pointer moves the back face, and a click or Enter
 * ends it. Backspace goes back to nothing.
 */
export const cuboid = drawingTool<CuboidHand, 'cuboid'>({
  id: 'cuboid',
  title: 'Cuboid',
  hover: showSnap,
  begin: (event, context) => showFront(beginSpan(event, context), context),
  draw: (hand, event, context) =>
    'front' in hand ? deepen(hand, event, context) : span(hand, event, context),
});

function span(hand: Span, event: ToolEvent, context: ToolContext): Drawn<CuboidHand> {
  const next = nextSpan(hand, event, context);
  if (next.kind === 'dropped') return DROPPED;
  if (next.kind === 'going') return showFront(next.span, context);
  const rect = rectOf(next.span, context);
  if (!isThickRect(rect)) return DROPPED;
  return show({ front: cornersOf(rect), from: next.span.to, offset: { x: 0, y: 0 } }, context);
}

function showFront(hand: Span, context: ToolContext): Drawn<CuboidHand> {
  const front = cornersOf(rectOf(hand, context));
  const { snapped } = hand;
  const shapes = [{ shape: cuboidOf(front, front), label: context.activeClass ?? '' }];
  return { hand, draft: { shapes, ...(snapped && { snapped }) } };
}

function deepen(hand: Deepening, event: ToolEvent, context: ToolContext): Drawn<CuboidHand> {
  switch (event.type) {
    case 'down':
    case 'move':
      return show(moved(hand, pointed(event, context).point, context), context);
    case 'up':
      return finish(moved(hand, pointed(event, context).point, context), context);
    case 'action':
      if (event.name === 'finish') return finish(hand, context);
      return event.name === 'back' ? DROPPED : show(hand, context);
    case 'interrupt':
    case 'answer':
    case 'cancel':
      return show(hand, context);
  }
}

/** The back face stops at the image's border, as far as the front face has not left it already. */
function moved(hand: Deepening, to: Point, { doc }: ToolContext): Deepening {
  const wanted = { x: to.x - hand.from.x, y: to.y - hand.from.y };
  const offset = stopAtBorder(wanted, boundsOfPoints(hand.front), imageRect(doc.image));
  return { ...hand, offset };
}

function finish(hand: Deepening, context: ToolContext): Drawn<CuboidHand> {
  const { front, offset } = hand;
  if (!isApart(offset, { x: 0, y: 0 }, DRAG_THRESHOLD_PX, context.scale)) return show(hand, context);
  return { shape: cuboidOf(front, translatePoints(front, offset.x, offset.y)) };
}

function show(hand: Deepening, context: ToolContext): Drawn<CuboidHand> {
  const { front, offset } = hand;
  const shape = cuboidOf(front, translatePoints(front, offset.x, offset.y));
  return { hand, draft: { shapes: [{ shape, label: context.activeClass ?? '' }] } };
}

/** Top left, top right, bottom right, bottom left. */
function cornersOf({ x, y, width, height }: Rect): FlatPoints {
  return [x, y, x + width, y, x + width, y + height, x, y + height];
}
