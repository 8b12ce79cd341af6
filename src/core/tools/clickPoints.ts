import { pointAt, pointCount, type FlatPoints } from '../geometry/polyline';
import type { Point } from '../geometry/rect';
import { DRAG_THRESHOLD_PX, isApart } from './limits';
import { pointed } from './pointed';
import type { PointerToolEvent, ToolContext, ToolEvent } from './tool';

/** Points placed one by one, each by a click. */
export interface Clicks {
  readonly points: FlatPoints;
  /** Where the next one would be. */
  readonly pointer: Point;
  readonly snapped?: Point;
  /** The button is down, and may still move the last point. */
  readonly pressed: boolean;
  /** A drag placed the first point where it began and this one goes where it ends. */
  readonly dragging: boolean;
  /** The user says that these are all. */
  readonly done: boolean;
}

/**
 * The points after an event; undefined when none is left. A press places a point, which follows the pointer until it
 * is let go; the first press, dragged, places a second one there. `back` takes the last one away, `finish` and a double click say that it is done.
 */
export function clickPoints(
  hand: Clicks | undefined,
  event: ToolEvent,
  context: ToolContext,
): Clicks | undefined {
  switch (event.type) {
    case 'down': {
      const { point, snapped } = pointed(event, context);
      const points = withClick(hand?.points ?? [], point, context.scale);
      const done = event.clicks >= 2 && hand !== undefined;
      return { points, pointer: point, pressed: true, dragging: false, done, ...(snapped && { snapped }) };
    }
    case 'move':
    case 'up':
      return hand && dragged(hand, event, context);
    case 'interrupt':
      return hand && { ...hand, pressed: false, dragging: false };
    case 'action':
      return hand && acted(hand, event.name);
    case 'answer':
    case 'cancel':
      return hand;
  }
}

function dragged(hand: Clicks, event: PointerToolEvent, context: ToolContext): Clicks {
  const { snapped: _, ...rest } = hand;
  const { point, snapped } = pointed(event, context);
  const count = pointCount(hand.points);
  const isApartNow = isApart(pointAt(hand.points, count - 1), point, DRAG_THRESHOLD_PX, context.scale);
  const dragging = hand.pressed && (hand.dragging || isApartNow);
  const pressed = hand.pressed && event.type === 'move';
  const moved = { ...rest, pointer: point, pressed, dragging: dragging && pressed };
  const isFirst = count === 1;
  const points = !dragging || (isFirst && pressed) ? hand.points : placed(hand.points, point, isFirst);
  return { ...moved, points, ...(snapped && { snapped }) };
}

/** A second point, or the last one elsewhere. */
function placed(points: FlatPoints, { x, y }: Point, adds: boolean): FlatPoints {
  return [...(adds ? points : points.slice(0, -2)), x, y];
}

function acted(hand: Clicks, name: string): Clicks | undefined {
  if (name === 'finish') return { ...hand, done: true };
  if (name !== 'back') return hand;
  const points = hand.points.slice(0, -2);
  return points.length > 0 ? { ...hand, points, pressed: false, dragging: false } : undefined;
}

/** A click at the place of the last point does not repeat it. */
function withClick(points: FlatPoints, p: Point, scale: number): FlatPoints {
  const last = pointCount(points) > 0 ? pointAt(points, pointCount(points) - 1) : undefined;
  return last && !isApart(last, p, DRAG_THRESHOLD_PX, scale) ? points : [...points, p.x, p.y];
}
