import type { Annotation } from '../annotation/annotation';
import { update } from '../edit/edits';
import { normalised } from '../geometry/booleans';
import { pointCount, type FlatPoints } from '../geometry/polyline';
import { selfCrossing } from '../geometry/selfCrossing';
import { isTangled } from '../geometry/tangled';
import type { Shape } from '../shapes/index';
import { polygonOf, type Polygon } from '../shapes/polygon';
import { flattened, type Spline } from '../shapes/splinePath';
import type { Check, Finding, Fix } from './check';
import { about, named } from './lib/about';

/** Larger polygons are told, but not repaired in advance. */
const MOST_REPAIRED_POINTS = 20_000;

export const selfCross: Check = {
  id: 'self-cross',
  severity: 'warning',
  about: 'The outline of a polygon or closed curve crosses itself.',
  run: ({ doc }) => doc.annotations.flatMap(inspect),
};

function inspect(annotation: Annotation): Finding[] {
  const crossing = ringsOf(annotation.shape)
    .map(selfCrossing)
    .find((found) => found !== undefined);
  if (!crossing) return [];
  const at = `(${crossing.x.toFixed(0)}, ${crossing.y.toFixed(0)})`;
  const message = `The outline of the ${named(annotation)} crosses itself at ${at}: formats and tools disagree about what is inside.`;
  const fixes = annotation.shape.kind === 'polygon' ? repairs(annotation, annotation.shape) : [];
  return [about(selfCross.id, selfCross.severity, annotation, message, fixes)];
}

function ringsOf(shape: Shape): readonly FlatPoints[] {
  if (shape.kind === 'polygon') return shape.rings;
  return shape.kind === 'spline' && shape.closed ? [curveRing(shape)] : [];
}

const rings = new WeakMap<Spline, FlatPoints>();

/** Without the last point, which is the first again. */
function curveRing(shape: Spline): FlatPoints {
  let ring = rings.get(shape);
  if (!ring) rings.set(shape, (ring = flattened(shape).slice(0, -2)));
  return ring;
}

const repaired = new WeakMap<Polygon, Polygon | undefined>();

/** Found once per shape value: checks run at every edit. */
function repairs(annotation: Annotation, from: Polygon): readonly Fix[] {
  if (!repaired.has(from)) repaired.set(from, untangled(from));
  const shape = repaired.get(from);
  const title = 'Replace by rings that do not cross';
  return shape ? [{ title, edit: update(title, [annotation], (was) => ({ ...was, shape })) }] : [];
}

function untangled({ rings: tangled }: Polygon): Polygon | undefined {
  const points = tangled.reduce((sum, ring) => sum + pointCount(ring), 0);
  if (points > MOST_REPAIRED_POINTS || isTangled(tangled)) return undefined;
  const simple = normalised(tangled);
  return simple.length > 0 ? polygonOf(...simple) : undefined;
}
