import { simplifyRings } from '../../../geometry/simplifyRings';
import { pointCount, type FlatPoints } from '../../../geometry/polyline';
import { polygonOfMask } from '../../../mask/polygonOfMask';
import { outlineRings } from '../../../shapes/outlineRings';
import type { Ellipse, Polyline, Spline } from '../../../shapes/shapeData';
import { flattened } from '../../../shapes/splinePath';
import type { Shape } from '../../../shapes/index';
import type { Conversion } from './conversion';
import { ellipseRing } from './ellipseRing';

/** Curves are off by 0.02 px when they are flattened; together it is 0.1. */
const THINNING_PX = 0.08;

/**
 * Boxes by their corners (clockwise from their own top left), a cuboid by the hull of its corners, curves to 0.1 px,
 * a mask along its pixels' borders, a line closed. What has no three points has no polygon.
 */
export const toPolygon: Conversion = (shape) => {
  const rings = ringsOf(shape).filter((ring) => pointCount(ring) >= 3);
  return rings.length > 0 ? [{ kind: 'polygon', rings }] : [];
};

function ringsOf(shape: Shape): readonly FlatPoints[] {
  if (shape.kind === 'mask') return polygonOfMask(shape).rings;
  if (shape.kind === 'ellipse') return [ellipseRing(shape satisfies Ellipse)];
  if (shape.kind === 'spline') return thinned(flattened(shape satisfies Spline));
  if (shape.kind === 'polyline') return [opened((shape satisfies Polyline).points)];
  return outlineRings(shape);
}

function thinned(line: FlatPoints): readonly FlatPoints[] {
  const ring = opened(line);
  return pointCount(ring) < 3 ? [] : simplifyRings([ring], THINNING_PX);
}

/** A line that ends where it began, without that second end. */
function opened(points: FlatPoints): FlatPoints {
  const isClosed = points.length > 2 && points[0] === points.at(-2) && points[1] === points.at(-1);
  return isClosed ? points.slice(0, -2) : points;
}
