import type { Rect } from '../geometry/rect';
import { templateOf } from '../schema/templateOf';
import { boxOf } from '../shapes/box';
import { skeletonIn } from '../edit/skeletonIn';
import { drawingTool, DROPPED, type Drawn } from './drawing';
import { isThickRect } from './newShape';
import { beginSpan, nextSpan, rectOf, type Span } from './span';
import type { Draft, ToolContext } from './tool';

/**
 * Draws a skeleton: its joints are placed in the rectangle that is dragged, as the template of the class says, and
 * are then moved one by one with the select tool. A class without a template has no skeleton: a hint says so.
 */
export const skeleton = drawingTool<Span, 'skeleton'>({
  id: 'skeleton',
  title: 'Skeleton',
  begin: (event, context) => show(beginSpan(event, context), context),
  draw(hand, event, context) {
    const next = nextSpan(hand, event, context);
    if (next.kind === 'dropped') return DROPPED;
    if (next.kind === 'going') return show(next.span, context);
    const rect = rectOf(next.span, context);
    return isThickRect(rect) ? { shape: boxOf(rect) } : DROPPED;
  },
  fit(shape, label, { schema }) {
    if (shape.kind !== 'box') return shape;
    const template = templateOf(schema, label);
    return template
      ? skeletonIn(shape, template)
      : `The class ${label} has no skeleton: name one of relabel.yaml's skeletons under it.`;
  },
});

function show(hand: Span, context: ToolContext): Drawn<Span> {
  const rect = rectOf(hand, context);
  const { snapped } = hand;
  return { hand, draft: { ...draftOf(rect, context), ...(snapped && { snapped }) } };
}

function draftOf(rect: Rect, { schema, activeClass }: ToolContext): Draft {
  const template = activeClass === undefined ? undefined : templateOf(schema, activeClass);
  const shapes = template ? [{ shape: skeletonIn(rect, template), label: activeClass ?? '' }] : [];
  return { shapes, rubberBand: rect };
}
