import { pointAt, pointCount, type FlatPoints } from '../geometry/polyline';
import type { Point } from '../geometry/rect';
import type { Snap } from '../scene/snap';
import type { Continued } from './continueLine';
import { followedWay } from './followBorder';
import { pointed } from './pointed';
import { isFarFromLast, isNear, withPoint, withThinnedStroke } from './ringInHand';
import type { Modifiers, PointerToolEvent, ToolContext } from './tool';

/** A line in the making, by clicks, freehand by dragging, or both in turn. */
export interface LineHand {
  readonly points: FlatPoints;
  readonly pointer: Point;
  /** Where the pointer was snapped to. */
  readonly snap?: Snap;
  /** The way along an outline from the last point to the pointer, without both. */
  readonly way: FlatPoints;
  /** What the last point was snapped to. */
  readonly anchor?: Snap;
  /** What the first point was snapped to. */
  readonly first?: Snap;
  /** Held at the last event of the pointer. */
  readonly modifiers: Modifiers;
  /** How many points the last click added: `back` takes them away together. */
  readonly lastStep: number;
  /** While the button is held: a freehand stroke from the point of this index, or a click that ends the line. */
  readonly press?: { readonly strokeFrom: number } | 'ending';
  /** The line goes on from a vertex of this annotation. */
  readonly continues?: Continued;
}

export function beginLine(event: PointerToolEvent, context: ToolContext): LineHand {
  const { point, snap } = pointed(event, context);
  return {
    points: [point.x, point.y],
    pointer: point,
    way: [],
    lastStep: 1,
    modifiers: event.modifiers,
    press: { strokeFrom: 0 },
    ...(snap && { snap, anchor: snap, first: snap }),
  };
}

/** The line with the pointer elsewhere; during a stroke the pointer leaves points behind. */
export function moveLine(hand: LineHand, event: PointerToolEvent, context: ToolContext): LineHand {
  const isStroke = hand.press !== undefined && hand.press !== 'ending';
  const { point, snap } = pointed(isStroke ? unsnapped(event, context) : event, context);
  const { snap: _, ...rest } = hand;
  const moved = { ...rest, pointer: point, modifiers: event.modifiers, ...(snap && { snap }) };
  if (!isStroke) return { ...moved, way: followedWay(hand.anchor, snap, event.modifiers, context) };
  if (!isFarFromLast(hand.points, point, context.scale)) return moved;
  const { anchor: _a, ...free } = moved;
  return { ...free, way: [], points: withPoint(hand.points, point), lastStep: 1 };
}

/** A hand's own line is not drawn to anything. */
function unsnapped(event: PointerToolEvent, { options }: ToolContext): PointerToolEvent {
  return { ...event, modifiers: { ...event.modifiers, mod: options.snap } };
}

/** The line with a click at the pointer's place; `again`: it repeats the last point, which stays single. */
export function clickLine(hand: LineHand, again: boolean): LineHand {
  const { points, pointer, way, snap } = hand;
  const { anchor: _, ...rest } = hand;
  const next = again ? points : withPoint([...points, ...way], pointer);
  const added = pointCount(next) - pointCount(points);
  return {
    ...rest,
    points: next,
    way: [],
    lastStep: added > 0 ? added : hand.lastStep,
    press: { strokeFrom: pointCount(next) - 1 },
    ...(snap && { anchor: snap }),
  };
}

/** The button is up: a stroke is thinned out. */
export function liftLine(hand: LineHand, scale: number): LineHand {
  const { press, ...rest } = hand;
  if (press === undefined || press === 'ending') return rest;
  return { ...rest, points: withThinnedStroke(hand.points, press.strokeFrom, scale) };
}

/** The line without what the last click added; undefined when nothing is left. */
export function backLine(hand: LineHand): LineHand | undefined {
  const { press: _, anchor: _a, ...rest } = hand;
  const points = hand.points.slice(0, -2 * hand.lastStep);
  return points.length === 0 ? undefined : { ...rest, points, way: [], lastStep: 1 };
}

/** True when the press is the second of a double click on the last point. */
export function isAgain(hand: LineHand, event: PointerToolEvent, scale: number): boolean {
  const last = pointAt(hand.points, pointCount(hand.points) - 1);
  return event.clicks >= 2 && isNear(last, hand.pointer, scale);
}

/** True while a stroke has left points behind it. */
export function hasStroke({ press, points }: LineHand): boolean {
  return press !== undefined && press !== 'ending' && pointCount(points) > press.strokeFrom + 1;
}

/** The way along an outline from the last point back to the first, when both were snapped to the same one. */
export function closingWay({ anchor, first, modifiers }: LineHand, context: ToolContext): FlatPoints {
  return followedWay(anchor, first, modifiers, context);
}
