import { box, type Box } from './box';
import { cuboid, type Cuboid } from './cuboid';
import { ellipse, type Ellipse } from './ellipse';
import { mask, type Mask } from './mask';
import { point, type PointShape } from './point';
import { polygon, type Polygon } from './polygon';
import { polyline, type Polyline } from './polyline';
import { rotatedBox, type RotatedBox } from './rotatedBox';
import type { ShapeKind } from './shape';
import { skeleton, type Skeleton } from './skeleton';
import { spline } from './spline';
import type { Spline } from './splinePath';

/** Every kind of shape; the `Shape` union below is what an annotation can hold. */
export type Shape =
  Box | RotatedBox | Polygon | Polyline | Spline | PointShape | Skeleton | Ellipse | Cuboid | Mask;
export type ShapeKindName = Shape['kind'];

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
