import type { Annotation } from '../annotation/annotation';
import { union, type Point, type Rect } from '../geometry/rect';
import { kindOf } from '../shapes/index';

/** The rectangle around all of them, image pixels; undefined for none. */
export function commonBounds(annotations: readonly Annotation[]): Rect | undefined {
  return annotations.length === 0 ? undefined : annotations.map(boundsOf).reduce(union);
}

export function boundsOf({ shape }: Annotation): Rect {
  return kindOf(shape).bounds(shape);
}

export function centreOf({ x, y, width, height }: Rect): Point {
  return { x: x + width / 2, y: y + height / 2 };
}
