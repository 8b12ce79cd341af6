import type { Shape } from '../../../shapes/index';
import { cornerAnchor, splineOf } from '../../../shapes/splinePath';
import { pointAt, pointCount, type FlatPoints } from '../../../geometry/polyline';
import type { Conversion } from './conversion';
import { toPolygon } from './toPolygon';

/** The same outline with corners for anchors. */
export const toSpline: Conversion = (shape, within): readonly Shape[] => {
  if (shape.kind === 'polyline') return [splineOf(anchorsOf(shape.points), false)];
  const areas = shape.kind === 'polygon' ? [shape] : toPolygon(shape, within);
  return areas.flatMap((area) =>
    area.kind === 'polygon' ? area.rings.map((ring) => splineOf(anchorsOf(ring), true)) : [],
  );
};

function anchorsOf(points: FlatPoints) {
  return Array.from({ length: pointCount(points) }, (_, i) => cornerAnchor(pointAt(points, i)));
}
