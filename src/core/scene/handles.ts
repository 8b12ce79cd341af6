import { kindOf, type Shape } from '../shapes/index';
import type { Point } from '../geometry/rect';
import type { Handle } from '../shapes/shape';

/** How far a grip beside the shape (the one that turns it) stands off, in screen pixels. */
export const AWAY_PX = 22;

/** An edge's or midpoint's grip needs this much room on the screen, or it would lie on its neighbours. */
const MIN_ROOM_PX = 8;

const known = new WeakMap<Shape, readonly Handle[]>();

/** A shape's handles, made once per shape value: a polygon can have 100,000. */
export function handlesOf(shape: Shape): readonly Handle[] {
  const cached = known.get(shape);
  if (cached) return cached;
  const handles = kindOf(shape).handles(shape);
  known.set(shape, handles);
  return handles;
}

/** True when there is room for the handle: what is drawn, and what can be grabbed. `scale`: screen per image pixel. */
export function isHandleShown(handle: Handle, scale: number): boolean {
  return handle.roomPx === undefined || handle.roomPx * scale >= MIN_ROOM_PX;
}

/** Where the handle is drawn and grabbed, image pixels; `scale`: screen per image pixel. */
export function handlePoint({ point, away }: Handle, scale: number): Point {
  if (!away) return point;
  return { x: point.x + (away.x * AWAY_PX) / scale, y: point.y + (away.y * AWAY_PX) / scale };
}

/** The handles to draw at a scale. */
export function visibleHandles(shape: Shape, scale: number): readonly Handle[] {
  return handlesOf(shape).filter((handle) => isHandleShown(handle, scale));
}
