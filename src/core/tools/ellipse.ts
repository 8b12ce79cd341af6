import type { Rect } from '../geometry/rect';
import type { Ellipse } from '../shapes/ellipse';
import { drawingTool, DROPPED, type Drawn } from './drawing';
import { showSnap } from './pointed';
import { isSolid } from './newShape';
import { beginSpan, nextSpan, rectOf, type Span } from './span';
import type { ToolContext } from './tool';

/** Draws an ellipse in the rectangle around it, by dragging or by two clicks; Shift: a circle, Alt: from its centre. */
export const ellipse = drawingTool<Span, 'ellipse'>({
  id: 'ellipse',
  title: 'Ellipse',
  hover: showSnap,
  begin: (event, context) => show(beginSpan(event, context), context),
  draw(hand, event, context) {
    const next = nextSpan(hand, event, context);
    if (next.kind === 'dropped') return DROPPED;
    if (next.kind === 'going') return show(next.span, context);
    const shape = ellipseIn(rectOf(next.span, context));
    return isSolid(shape) ? { shape } : DROPPED;
  },
});

function show(hand: Span, context: ToolContext): Drawn<Span> {
  const rect = rectOf(hand, context);
  const shapes = [{ shape: ellipseIn(rect), label: context.activeClass ?? '' }];
  const { snapped } = hand;
  return { hand, draft: { shapes, rubberBand: rect, ...(snapped && { snapped }) } };
}

/** The ellipse that touches all four sides. */
function ellipseIn({ x, y, width, height }: Rect): Ellipse {
  const [rx, ry] = [width / 2, height / 2];
  return { kind: 'ellipse', cx: x + rx, cy: y + ry, rx, ry, angle: 0 };
}
