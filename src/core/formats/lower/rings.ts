import { normalised } from '../../geometry/booleans';
import { partsOf } from '../../geometry/parts';
import type { FlatPoints } from '../../geometry/polyline';
import { selfCrossing } from '../../geometry/selfCrossing';
import { segmentsMeet } from '../../geometry/segmentsMeet';
import { isTangled } from '../../geometry/tangled';
import type { Rect } from '../../geometry/rect';
import { maskOfShape } from '../../mask/maskOfShape';
import type { Polygon, Shape } from '../../shapes/shapeData';
import type { Plan } from './plan';
import type { Tally } from './tally';

/**
 * A polygon of several rings as what the format holds: one polygon for each part where parts are not held, a mask (or
 * filled) where holes are not. Rings that cross are put in order first, on the 1/100-pixel grid.
 */
export function loweredRings(
  shape: Polygon,
  plan: Plan,
  within: Rect | undefined,
  tally: Tally,
): readonly Shape[] {
  const parts = isTangled(shape.rings) ? [shape.rings] : partsOf(untangled(shape.rings));
  const hasHoles = parts.some((part) => part.length > 1);
  if (hasHoles && !plan.holds.holes) return withoutHoles(shape, parts, plan, within, tally);
  return byParts(shape, parts, plan, tally);
}

function withoutHoles(
  shape: Polygon,
  parts: readonly (readonly FlatPoints[])[],
  plan: Plan,
  within: Rect | undefined,
  tally: Tally,
): readonly Shape[] {
  const mask = plan.holds.shapes.mask === 'mask' ? maskOfShape(shape, within) : undefined;
  if (mask) tally.add('holes-to-mask', 'polygons with holes become masks');
  else tally.add('holes-filled', 'polygons lose their holes, which are filled');
  if (mask) return [mask];
  const outer = parts.map((part) => part.slice(0, 1));
  return byParts({ kind: 'polygon', rings: outer.flat() }, outer, plan, tally);
}

function byParts(
  shape: Polygon,
  parts: readonly (readonly FlatPoints[])[],
  plan: Plan,
  tally: Tally,
): readonly Shape[] {
  if (parts.length <= 1 || plan.holds.parts) return [shape];
  const group = plan.holdsGroups ? ', in one group' : '';
  tally.add('parts-split', `polygons of several parts become one polygon for each part${group}`);
  return parts.map((rings) => ({ kind: 'polygon', rings }));
}

function untangled(rings: readonly FlatPoints[]): readonly FlatPoints[] {
  if (!rings.some((ring) => selfCrossing(ring)) && !ringsMeet(rings)) return rings;
  const clean = normalised(rings);
  return clean.length > 0 ? clean : rings.slice(0, 1);
}

/** Edges of small polygons are compared pair by pair; large ones are taken as if they met. */
const MOST_PAIRS = 250_000;

function ringsMeet(rings: readonly FlatPoints[]): boolean {
  const edges = rings.map((ring) => ring.length / 2);
  const total = edges.reduce((sum, count) => sum + count, 0);
  if (total * total > MOST_PAIRS) return true;
  return rings.some((ring, i) => rings.slice(i + 1).some((other) => twoMeet(ring, other)));
}

function twoMeet(a: FlatPoints, b: FlatPoints): boolean {
  for (let i = 0; i < a.length; i += 2)
    for (let j = 0; j < b.length; j += 2)
      if (segmentsMeet(pairAt(a, i), pairAt(a, i + 2), pairAt(b, j), pairAt(b, j + 2))) return true;
  return false;
}

function pairAt(ring: FlatPoints, i: number): readonly [number, number] {
  const at = i % ring.length;
  return [ring[at] ?? 0, ring[at + 1] ?? 0];
}
