import { pointAt, pointCount, type FlatPoints } from '../geometry/polyline';
import type { Shape } from '../shapes/index';
import {
  continueEdit,
  meetingPoint,
  vertexToContinue,
  type Continued,
  type ContinuedKind,
} from './continueLine';
import { drawingTool, DROPPED, type DrawState, type Drawn } from './drawing';
import {
  backLine,
  beginLine,
  clickLine,
  closingWay,
  hasStroke,
  isAgain,
  liftLine,
  moveLine,
  type LineHand,
} from './lineHand';
import { pointed, showSnap } from './pointed';
import { closesAt } from './ringInHand';
import type { PointerToolEvent, Tool, ToolContext, ToolEvent } from './tool';

/** What tells a tool that draws a line from others of its sort. */
export interface LineParts<Id extends ContinuedKind> {
  readonly id: Id;
  readonly title: string;
  /** A click at the first point ends it. */
  readonly closes: boolean;
  readonly minPoints: number;
  /** The shape of the points, or undefined when they make none; `isStroke`: one movement of the hand. */
  shapeOf(points: FlatPoints, isStroke: boolean, context: ToolContext): Shape | undefined;
}

/**
 * Draws a line by clicks, freehand by dragging, or both in turn. A double click and Enter end it, Backspace takes
 * points back. Shift at the first press continues an existing line of the kind from the vertex there: a click on
 * that line again replaces its shorter section (with Alt the longer one), and Enter leaves an open line ending here.
 */
export function lineTool<Id extends ContinuedKind>(parts: LineParts<Id>): Tool<DrawState<LineHand>, Id> {
  return drawingTool<LineHand, Id>({
    id: parts.id,
    title: parts.title,
    begin(event, context) {
      const continues = event.modifiers.shift
        ? vertexToContinue(parts.id, event.imagePoint, context)
        : undefined;
      const hand = continues ? beginContinued(continues, event) : beginLine(event, context);
      return show(parts, hand, context);
    },
    draw: (hand, event, context) => draw(parts, hand, event, context),
    hover: showSnap,
  });
}

function beginContinued(continues: Continued, { modifiers }: PointerToolEvent): LineHand {
  const { x, y } = continues.from.point;
  const start = { points: [x, y], pointer: { x, y }, way: [], lastStep: 1, modifiers };
  return { ...start, press: { strokeFrom: 0 }, continues };
}

function draw<Id extends ContinuedKind>(
  parts: LineParts<Id>,
  hand: LineHand,
  event: ToolEvent,
  context: ToolContext,
): Drawn<LineHand> {
  switch (event.type) {
    case 'down':
      return press(parts, hand, event, context);
    case 'move':
      return show(parts, moveLine(hand, event, context), context);
    case 'up':
      return release(parts, hand, event, context);
    case 'interrupt':
      return show(parts, liftLine(hand, context.scale), context);
    case 'action': {
      if (event.name === 'finish') return finish(parts, hand, context);
      const back = event.name === 'back' ? backLine(hand) : hand;
      return back ? show(parts, back, context) : DROPPED;
    }
    case 'answer':
    case 'cancel':
      return show(parts, hand, context);
  }
}

function show<Id extends ContinuedKind>(
  parts: LineParts<Id>,
  hand: LineHand,
  context: ToolContext,
): Drawn<LineHand> {
  const { points, pointer, way, snap, continues } = hand;
  const meets = continues && meetingPoint(continues, pointer, context);
  const closes = parts.closes && !continues && closesAt(points, pointer, context.scale);
  const end = closes ? pointAt(points, 0) : (meets?.point ?? pointer);
  const snapped = meets?.point ?? snap?.point;
  const path = [...points, ...(closes ? closingWay(hand, context) : way), end.x, end.y];
  const draft = { shapes: [], path, ...(snapped && { snapped }) };
  return closes || meets ? { hand, draft, cursor: 'pointer' } : { hand, draft };
}

function press<Id extends ContinuedKind>(
  parts: LineParts<Id>,
  held: LineHand,
  event: PointerToolEvent,
  context: ToolContext,
): Drawn<LineHand> {
  const hand = moveLine(liftLine(held, context.scale), event, context);
  const met = hand.continues && meetingPoint(hand.continues, hand.pointer, context);
  if (hand.continues && met) {
    const points = [...hand.points, met.point.x, met.point.y];
    const edit = continueEdit(hand.continues, points, met, event.modifiers.alt, context);
    return edit ? { edit, selection: new Set([hand.continues.id]) } : DROPPED;
  }
  const again = isAgain(hand, event, context.scale);
  const closes = parts.closes && !hand.continues && closesAt(hand.points, hand.pointer, context.scale);
  if (closes || (again && pointCount(hand.points) >= parts.minPoints))
    return show(parts, { ...hand, press: 'ending' }, context);
  return show(parts, clickLine(hand, again), context);
}

function release<Id extends ContinuedKind>(
  parts: LineParts<Id>,
  held: LineHand,
  event: PointerToolEvent,
  context: ToolContext,
): Drawn<LineHand> {
  const { point } = pointed(event, context);
  const hand: LineHand = held.press === 'ending' ? held : { ...held, pointer: point };
  if (hand.press === 'ending') return finish(parts, hand, context);
  const up = liftLine(hand, context.scale);
  const isDone =
    parts.closes && !hand.continues && hasStroke(hand) && closesAt(hand.points, point, context.scale);
  return isDone ? finish(parts, up, context, isWhole(hand)) : show(parts, up, context);
}

/** True when the stroke in hand is all there is. */
function isWhole({ press }: LineHand): boolean {
  return press !== undefined && press !== 'ending' && press.strokeFrom === 0;
}

/** Ends the line; with too few points, or nothing inside, it stays in hand. */
function finish<Id extends ContinuedKind>(
  parts: LineParts<Id>,
  hand: LineHand,
  context: ToolContext,
  isStroke = false,
): Drawn<LineHand> {
  const up = liftLine(hand, context.scale);
  if (up.continues) {
    const edit =
      pointCount(up.points) > 1
        ? continueEdit(up.continues, up.points, undefined, false, context)
        : undefined;
    return edit ? { edit, selection: new Set([up.continues.id]) } : show(parts, up, context);
  }
  const points = parts.closes ? [...up.points, ...closingWay(up, context)] : up.points;
  const shape = parts.shapeOf(points, isStroke, context);
  return shape ? { shape } : show(parts, up, context);
}
