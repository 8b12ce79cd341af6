import { pointCount } from '../geometry/polyline';
import { MIN_LINE_POINTS, polylineOf } from '../shapes/polyline';
import { lineTool } from './lineTool';

/** Draws an open line. */
export const polyline = lineTool({
  id: 'polyline',
  title: 'Polyline',
  closes: false,
  minPoints: MIN_LINE_POINTS,
  shapeOf: (points) => (pointCount(points) >= MIN_LINE_POINTS ? polylineOf(points) : undefined),
});
