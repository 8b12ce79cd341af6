import type { FlatPoints } from '../geometry/polyline';
import { kindOf, type Shape } from '../shapes/index';
import { MIN_RING_POINTS } from '../shapes/polygon';
import { MIN_LINE_POINTS } from '../shapes/polyline';

/** The shape without some of its vertices; undefined when too few are left. Handles as the shape's kind names them. */
export function withoutMarked(shape: Shape, handles: ReadonlySet<string>): Shape | undefined {
  if (shape.kind === 'polygon') {
    const rings = shape.rings
      .map((ring, r) => pointsWithout(ring, (i) => handles.has(`v${r}.${i}`)))
      .filter((ring) => ring.length >= 2 * MIN_RING_POINTS);
    return rings.length > 0 ? { ...shape, rings } : undefined;
  }
  if (shape.kind === 'polyline') {
    const points = pointsWithout(shape.points, (i) => handles.has(`v${i}`));
    return points.length >= 2 * MIN_LINE_POINTS ? { ...shape, points } : undefined;
  }
  return oneByOne(shape, handles);
}

function pointsWithout(points: FlatPoints, isGone: (index: number) => boolean): FlatPoints {
  return points.filter((_, i) => !isGone(i >> 1));
}

/** From the last to the first: removing one renames those after it. */
function oneByOne(shape: Shape, handles: ReadonlySet<string>): Shape | undefined {
  const order = kindOf(shape)
    .handles(shape)
    .map(({ id }) => id)
    .filter((id) => handles.has(id));
  let left: Shape | undefined = shape;
  for (const id of order.reverse()) left = left && kindOf(left).removeHandle(left, id);
  return left;
}
