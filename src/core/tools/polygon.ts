import { fillRings } from '../mask/fillRings';
import { maskOfSpans } from '../mask/rle';
import { MIN_RING_POINTS } from '../shapes/polygon';
import { imageRect } from './limits';
import { lineTool } from './lineTool';
import { closedRing } from './ringInHand';

/** Draws a polygon; one drawn in a single movement of the hand becomes a mask when regions are to be masks. */
export const polygon = lineTool({
  id: 'polygon',
  title: 'Polygon',
  closes: true,
  minPoints: MIN_RING_POINTS,
  shapeOf(points, isStroke, { options, doc }) {
    const shape = closedRing(points);
    if (!shape || !isStroke || options.regionAs !== 'mask') return shape;
    return maskOfSpans(fillRings(shape.rings, imageRect(doc.image)));
  },
});
