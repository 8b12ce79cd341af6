import type { Shape } from '../shapes/index';

/** A shape as what a move changes and what it does not. */
export interface ShapeParts {
  /** Equal texts: the same kind with the same structure. */
  readonly structure: string;
  /** x0, y0, x1, y1, ... image pixels: all of them change by a move. */
  readonly places: readonly number[];
  /** Lengths in pixels and angles in degrees: none of them changes by a move. */
  readonly measures: readonly number[];
}

export function shapeParts(s: Shape): ShapeParts {
  switch (s.kind) {
    case 'box':
      return parts('box', [s.x, s.y], [s.width, s.height]);
    case 'rotatedBox':
      return parts('rotatedBox', [s.cx, s.cy], [s.width, s.height, s.angle]);
    case 'ellipse':
      return parts('ellipse', [s.cx, s.cy], [s.rx, s.ry, s.angle]);
    case 'point':
      return parts('point', [s.x, s.y]);
    case 'polyline':
      return parts('polyline', s.points);
    case 'polygon':
      return parts(`polygon ${s.rings.map((ring) => ring.length).join()}`, s.rings.flat());
    case 'cuboid':
      return parts('cuboid', [...s.front, ...s.back]);
    case 'spline':
      return parts(
        s.closed ? 'closed spline' : 'spline',
        s.anchors.flatMap((a) => [a.x, a.y, a.inX, a.inY, a.outX, a.outY]),
      );
    case 'mask':
      return parts(`mask ${s.widthPx} ${s.heightPx} ${s.runs}`, [s.x, s.y]);
    case 'skeleton':
      return skeletonParts(Object.entries(s.joints));
  }
}

type Joints = readonly (readonly [string, { x: number; y: number; visibility: number }])[];

function skeletonParts(joints: Joints): ShapeParts {
  const sorted = joints.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const names = sorted.map(([name, { visibility }]) => [name, visibility]);
  return parts(
    `skeleton ${JSON.stringify(names)}`,
    sorted.flatMap(([, { x, y }]) => [x, y]),
  );
}

function parts(structure: string, places: readonly number[], measures: readonly number[] = []): ShapeParts {
  return { structure, places, measures };
}
