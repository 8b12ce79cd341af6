import { simplifyLine } from '../../../geometry/simplify';
import type { Shape } from '../../../shapes/index';
import { polylineOf } from '../../../shapes/polyline';
import { flattened } from '../../../shapes/splinePath';
import type { Conversion } from './conversion';
import { toPolygon } from './toPolygon';

const THINNING_PX = 0.08;

/** A spline to 0.1 px; an area as one closed line for each of its rings. */
export const toPolyline: Conversion = (shape, within): readonly Shape[] => {
  if (shape.kind === 'spline') return [polylineOf(simplifyLine(flattened(shape), THINNING_PX))];
  const areas = shape.kind === 'polygon' ? [shape] : toPolygon(shape, within);
  return areas.flatMap((area) =>
    area.kind === 'polygon' ? area.rings.map((ring) => polylineOf([...ring, ...ring.slice(0, 2)])) : [],
  );
};
