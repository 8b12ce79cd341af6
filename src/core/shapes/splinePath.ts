import { cubicBounds, flattenCubic, type Cubic } from '../geometry/cubic';
import type { FlatPoints } from '../geometry/polyline';
import { union, type Point, type Rect } from '../geometry/rect';
import type { Anchor, Spline } from './shapeData';

export type { Anchor, Spline } from './shapeData';

export function splineOf(anchors: readonly Anchor[], closed: boolean): Spline {
  return { kind: 'spline', anchors, closed };
}

/** An anchor without curvature: both controls lie on it. */
export function cornerAnchor({ x, y }: Point): Anchor {
  return { x, y, inX: x, inY: y, outX: x, outY: y };
}

/** The curve's pieces in order; a closed one has as many as anchors, the last leading back to the first. */
export function segmentsOf({ anchors, closed }: Spline): readonly Cubic[] {
  const segments: Cubic[] = [];
  for (let i = 0; i < anchors.length - (closed ? 0 : 1); i++) {
    const [a, b] = [anchors[i], anchors[(i + 1) % anchors.length]];
    if (a && b) segments.push([a.x, a.y, a.outX, a.outY, b.inX, b.inY, b.x, b.y]);
  }
  return segments;
}

/** Tight: around the curve, not around its control points. */
export function boundsOfSpline(s: Spline): Rect {
  const [first, ...others] = segmentsOf(s).map(cubicBounds);
  const { x = 0, y = 0 } = s.anchors[0] ?? {};
  return others.reduce(union, first ?? { x, y, width: 0, height: 0 });
}

const lines = new WeakMap<Spline, FlatPoints>();

/** The curve as a line of straight pieces, made once per shape value; a closed one ends where it began. */
export function flattened(s: Spline): FlatPoints {
  const cached = lines.get(s);
  if (cached) return cached;
  const { x = 0, y = 0 } = s.anchors[0] ?? {};
  const line = [x, y];
  for (const curve of segmentsOf(s)) flattenCubic(curve, line);
  lines.set(s, line);
  return line;
}

/** Every anchor and control moved. */
export function mapped(s: Spline, place: (imagePoint: Point) => Point): Spline {
  return splineOf(
    s.anchors.map((anchor) => mappedAnchor(anchor, place)),
    s.closed,
  );
}

export function mappedAnchor(anchor: Anchor, place: (imagePoint: Point) => Point): Anchor {
  const at = place({ x: anchor.x, y: anchor.y });
  const before = place({ x: anchor.inX, y: anchor.inY });
  const after = place({ x: anchor.outX, y: anchor.outY });
  return { x: at.x, y: at.y, inX: before.x, inY: before.y, outX: after.x, outY: after.y };
}
