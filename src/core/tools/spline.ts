import { distance } from '../geometry/polyline';
import type { Point } from '../geometry/rect';
import { MIN_ANCHORS } from '../shapes/spline';
import { cornerAnchor, splineOf, type Anchor } from '../shapes/splinePath';
import { drawingTool, DROPPED, type Drawn } from './drawing';
import { DRAG_THRESHOLD_PX, isApart } from './limits';
import { isSolid } from './newShape';
import { pointed, showSnap } from './pointed';
import { CLOSE_REACH_PX } from './ringInHand';
import type { Draft, PointerToolEvent, ToolContext, ToolEvent } from './tool';

export interface SplineHand {
  readonly anchors: readonly Anchor[];
  readonly pointer: Point;
  readonly snapped?: Point;
  /** The button is down: on the last anchor, whose controls it draws out, or on the first one, which closes. */
  readonly press?: 'anchor' | 'closing' | 'ending';
}

/**
 * Draws a Bezier spline: a click sets a corner, a drag an anchor with controls on both sides (with Alt only ahead).
 * A click on the first anchor closes it; a double click and Enter end it, closed or open as the option says.
 * Backspace takes the last anchor back.
 */
export const spline = drawingTool<SplineHand, 'spline'>({
  id: 'spline',
  title: 'Spline',
  hover: showSnap,
  begin(event, context) {
    const { point, snapped } = pointed(event, context);
    const hand = { anchors: [cornerAnchor(point)], pointer: point, press: 'anchor' as const };
    return show({ ...hand, ...(snapped && { snapped }) }, context);
  },
  draw,
});

function draw(hand: SplineHand, event: ToolEvent, context: ToolContext): Drawn<SplineHand> {
  switch (event.type) {
    case 'down':
      return press(follow(hand, event, context), event, context);
    case 'move':
      return show(drawnOut(follow(hand, event, context), event, context), context);
    case 'up':
      return release(drawnOut(follow(hand, event, context), event, context), context);
    case 'interrupt':
      return show(lifted(hand), context);
    case 'action':
      if (event.name === 'finish') return finish(hand, context.options.splineClosed, context);
      return event.name === 'back' ? back(hand, context) : show(hand, context);
    case 'answer':
    case 'cancel':
      return show(hand, context);
  }
}

function follow(hand: SplineHand, event: PointerToolEvent, context: ToolContext): SplineHand {
  const { snapped: _, ...rest } = hand;
  const { point, snapped } = pointed(event, context);
  return { ...rest, pointer: point, ...(snapped && { snapped }) };
}

function press(hand: SplineHand, { clicks }: PointerToolEvent, context: ToolContext): Drawn<SplineHand> {
  const last = hand.anchors.at(-1);
  const again = clicks >= 2 && last !== undefined && isReached(last, hand.pointer, context);
  if (closes(hand, context)) return show({ ...hand, press: 'closing' }, context);
  if (again)
    return show({ ...hand, press: hand.anchors.length >= MIN_ANCHORS ? 'ending' : 'anchor' }, context);
  return show({ ...hand, anchors: [...hand.anchors, cornerAnchor(hand.pointer)], press: 'anchor' }, context);
}

function closes({ anchors, pointer }: SplineHand, context: ToolContext): boolean {
  const [first] = anchors;
  return first !== undefined && anchors.length >= MIN_ANCHORS && isReached(first, pointer, context);
}

function isReached(anchor: Anchor, p: Point, { scale }: ToolContext): boolean {
  return distance(anchor, p) * scale <= CLOSE_REACH_PX;
}

/** The anchor under the button (the last one, or the first when closing) with its controls at the pointer. */
function drawnOut(hand: SplineHand, { modifiers }: PointerToolEvent, context: ToolContext): SplineHand {
  const at = hand.press === 'closing' ? 0 : hand.press === 'anchor' ? hand.anchors.length - 1 : -1;
  const anchor = hand.anchors[at];
  if (!anchor || !isApart(anchor, hand.pointer, DRAG_THRESHOLD_PX, context.scale)) return hand;
  return { ...hand, anchors: hand.anchors.with(at, withControls(anchor, hand, modifiers.alt)) };
}

/** The control ahead at the pointer, the one behind opposite it; closing, the pointer holds the one that leads out. */
function withControls({ x, y, inX, inY }: Anchor, { pointer }: SplineHand, aheadOnly: boolean): Anchor {
  const behind = aheadOnly ? { inX, inY } : { inX: 2 * x - pointer.x, inY: 2 * y - pointer.y };
  return { x, y, ...behind, outX: pointer.x, outY: pointer.y };
}

function release(hand: SplineHand, context: ToolContext): Drawn<SplineHand> {
  if (hand.press === 'closing') return finish(hand, true, context);
  if (hand.press === 'ending') return finish(hand, context.options.splineClosed, context);
  return show(lifted(hand), context);
}

function lifted({ press: _, ...hand }: SplineHand): SplineHand {
  return hand;
}

function back(hand: SplineHand, context: ToolContext): Drawn<SplineHand> {
  const anchors = hand.anchors.slice(0, -1);
  return anchors.length === 0 ? DROPPED : show({ ...lifted(hand), anchors }, context);
}

/** With one anchor only, or nothing inside a closed one, it stays in hand. */
function finish(hand: SplineHand, closed: boolean, context: ToolContext): Drawn<SplineHand> {
  const shape = splineOf(hand.anchors, closed);
  return hand.anchors.length >= MIN_ANCHORS && isSolid(shape) ? { shape } : show(lifted(hand), context);
}

function show(hand: SplineHand, context: ToolContext): Drawn<SplineHand> {
  const { anchors, pointer, press, snapped } = hand;
  const closing = press === undefined && closes(hand, context);
  const next = press === undefined && !closing ? [cornerAnchor(pointer)] : [];
  const shape = splineOf([...anchors, ...next], closing || press === 'closing');
  const draft: Draft = {
    shapes: shape.anchors.length >= MIN_ANCHORS ? [{ shape, label: context.activeClass ?? '' }] : [],
    dots: anchors.flatMap(({ x, y }) => [x, y]),
    guides: guidesOf(anchors),
    ...(snapped && { snapped }),
  };
  return closing ? { hand, draft, cursor: 'pointer' } : { hand, draft };
}

/** The lines from control to control through the anchors that have some. */
function guidesOf(anchors: readonly Anchor[]): readonly (readonly number[])[] {
  return anchors
    .filter(({ x, y, inX, inY, outX, outY }) => x !== inX || y !== inY || x !== outX || y !== outY)
    .map(({ x, y, inX, inY, outX, outY }) => [inX, inY, x, y, outX, outY]);
}
