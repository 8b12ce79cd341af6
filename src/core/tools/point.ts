import type { Point } from '../geometry/rect';
import type { PointShape } from '../shapes/point';
import { drawingTool, DROPPED, type Drawn } from './drawing';
import { pointed, showSnap } from './pointed';
import type { PointerToolEvent, ToolContext } from './tool';

/** Sets a point where the button is let go; until then it follows the pointer. */
export const point = drawingTool<Point, 'point'>({
  id: 'point',
  title: 'Point',
  hover: showSnap,
  begin: follow,
  draw(hand, event, context) {
    switch (event.type) {
      case 'down':
      case 'move':
        return follow(event, context);
      case 'up':
        return { shape: pointShape(pointed(event, context).point) };
      case 'interrupt':
        return DROPPED;
      case 'action':
      case 'answer':
      case 'cancel':
        return show(hand, undefined, context);
    }
  },
});

function follow(event: PointerToolEvent, context: ToolContext): Drawn<Point> {
  const { point: at, snapped } = pointed(event, context);
  return show(at, snapped, context);
}

function show(hand: Point, snapped: Point | undefined, { activeClass = '' }: ToolContext): Drawn<Point> {
  const shapes = [{ shape: pointShape(hand), label: activeClass }];
  return { hand, draft: { shapes, ...(snapped && { snapped }) } };
}

function pointShape({ x, y }: Point): PointShape {
  return { kind: 'point', x, y };
}
