import { box, type Box } from './box';
import { polygon, type Polygon } from './polygon';
import type { ShapeKind } from './shape';

/** Every kind of shape; the `Shape` union below is what an annotation can hold. */
export type Shape = Box | Polygon;
export type ShapeKindName = Shape['kind'];

const registry = {
  box,
  polygon,
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
