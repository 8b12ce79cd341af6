import { pointAt, pointCount, type FlatPoints } from '../geometry/polyline';
import type { RotatedBox } from '../shapes/rotatedBox';
import { clickPoints, type Clicks } from './clickPoints';
import { drawingTool, DROPPED, type Drawn } from './drawing';
import { showSnap } from './pointed';
import { boxAroundCorners, boxOnSide } from './fitRotatedBox';
import { isSolid } from './newShape';
import type { ToolContext, ToolEvent } from './tool';

/** How many clicks make one: both ends of a side and a point on the opposite one, or the corners. */
const CLICKS = { side: 3, corners: 4 } as const;

/**
 * Draws a rotated box: a drag or two clicks along one side, then a click at its depth; or, as the option says, by
 * clicks at the four corners.
 */
export const rotatedBox = drawingTool<Clicks, 'rotatedBox'>({
  id: 'rotatedBox',
  title: 'Rotated box',
  hover: showSnap,
  begin: (event, context) => follow(undefined, event, context),
  draw: follow,
});

function follow(hand: Clicks | undefined, event: ToolEvent, context: ToolContext): Drawn<Clicks> {
  const clicks = clickPoints(hand, event, context);
  if (!clicks) return DROPPED;
  const count = pointCount(clicks.points);
  if (count >= CLICKS[context.options.rotatedBoxBy] && !clicks.pressed) {
    const shape = boxOf(clicks.points, context);
    if (shape && isSolid(shape)) return { shape };
    return show({ ...clicks, points: clicks.points.slice(0, -2), done: false }, context);
  }
  return show({ ...clicks, done: false }, context);
}

function boxOf(points: FlatPoints, { options }: ToolContext): RotatedBox | undefined {
  if (options.rotatedBoxBy === 'corners') return boxAroundCorners(points);
  return pointCount(points) < 3
    ? undefined
    : boxOnSide(pointAt(points, 0), pointAt(points, 1), pointAt(points, 2));
}

function show(hand: Clicks, context: ToolContext): Drawn<Clicks> {
  const { points, pointer, snapped } = hand;
  const isPlaced = hand.pressed && !hand.dragging;
  const all = isPlaced ? points : [...points, pointer.x, pointer.y];
  const shape = pointCount(all) >= 3 ? boxOf(all, context) : undefined;
  const shapes = shape && isSolid(shape) ? [{ shape, label: context.activeClass ?? '' }] : [];
  const draft = { shapes, path: all, dots: points, ...(snapped && { snapped }) };
  return { hand, draft };
}
