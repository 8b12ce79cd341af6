import { simplifyRings } from '../geometry/simplifyRings';
import type { FlatPoints } from '../geometry/polyline';
import type { Mask } from '../shapes/shapeData';
import type { Polygon } from '../shapes/shapeData';
import { contourRings } from './contour';
import { maskOutline } from './outline';
import type { Spans } from './spans';

/**
 * The outline of a mask as a polygon with its holes and parts. At tolerance 0 along the pixels' borders: filling it
 * gives the same mask. Else with fewer points, none of the exact outline's corners farther than that from it.
 */
export function polygonOfMask(mask: Mask, tolerancePx = 0): Polygon {
  return { kind: 'polygon', rings: thinned(maskOutline(mask), tolerancePx) };
}

/** The same for rows of spans; at least one pixel must be set. */
export function polygonOfSpans(spans: Spans, tolerancePx = 0): Polygon {
  return { kind: 'polygon', rings: thinned(contourRings(spans), tolerancePx) };
}

function thinned(rings: readonly FlatPoints[], tolerancePx: number): readonly FlatPoints[] {
  return tolerancePx > 0 ? simplifyRings(rings, tolerancePx) : rings;
}
