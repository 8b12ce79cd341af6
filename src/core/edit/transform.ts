import type { Annotation } from '../annotation/annotation';
import type { Point } from '../geometry/rect';
import type { LabelSchema } from '../schema/labelSchema';
import { templateOf } from '../schema/templateOf';
import { kindOf } from '../shapes/index';
import { centreOf, commonBounds } from './commonBounds';
import { emptyEdit, type Edit } from './edit';
import { reshaped, update } from './edits';
import { countOf, unlocked } from './unlocked';

/**
 * Turns annotations clockwise about a point (image pixels), by default the middle of the rectangle around them all.
 * A box becomes a rotated box, or by quarter turns whatever its kind makes of it. Locked ones stay.
 */
export function rotateAnnotations(annotations: readonly Annotation[], degrees: number, about?: Point): Edit {
  const free = unlocked(annotations);
  const bounds = commonBounds(free);
  const label = `Rotate ${countOf(free)}`;
  if (!bounds) return emptyEdit(label);
  const centre = about ?? centreOf(bounds);
  return update(label, free, (annotation) =>
    reshaped(annotation, kindOf(annotation.shape).rotate(annotation.shape, degrees, centre)),
  );
}

/**
 * Mirrors annotations: `x` changes left and right, `y` top and bottom, about the line at `at` (image pixels), by
 * default the middle of the rectangle around them all. A skeleton's left and right joints change places as the
 * template of its class says. Locked ones stay.
 */
export function flipAnnotations(
  annotations: readonly Annotation[],
  axis: 'x' | 'y',
  schema: LabelSchema,
  at?: number,
): Edit {
  const free = unlocked(annotations);
  const bounds = commonBounds(free);
  const label = `Flip ${countOf(free)}`;
  if (!bounds) return emptyEdit(label);
  const line = at ?? centreOf(bounds)[axis];
  return update(label, free, (annotation) => {
    const template = templateOf(schema, annotation.label);
    return reshaped(annotation, kindOf(annotation.shape).flip(annotation.shape, axis, line, template));
  });
}
