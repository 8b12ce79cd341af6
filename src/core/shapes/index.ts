import { box } from './box';
import { cuboid } from './cuboid';
import { ellipse } from './ellipse';
import { mask } from './mask';
import { point } from './point';
import { polygon } from './polygon';
import { polyline } from './polyline';
import { rotatedBox } from './rotatedBox';
import type { ShapeKind } from './shape';
import { skeleton } from './skeleton';
import { spline } from './spline';
import type { Shape, ShapeKindName } from './shapeData';

export type { Shape, ShapeKindName } from './shapeData';

const registry = {
  box,
  rotatedBox,
  polygon,
  polyline,
  spline,
  point,
  skeleton,
  ellipse,
  cuboid,
  mask,
} as const satisfies { [K in ShapeKindName]: ShapeKind<Extract<Shape, { kind: K }>> };

export const SHAPE_KINDS = Object.keys(registry) as readonly ShapeKindName[];

/** The kind of a shape. Sound because the registry's keys are the kinds' own names. */
export function kindOf<S extends Shape>(shape: S): ShapeKind<S> {
  return registry[shape.kind] as unknown as ShapeKind<S>;
}

export function kindNamed(name: ShapeKindName): ShapeKind<Shape> {
  return registry[name] as unknown as ShapeKind<Shape>;
}

export function isShapeKind(name: string): name is ShapeKindName {
  return Object.hasOwn(registry, name);
}
