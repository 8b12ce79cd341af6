import type { Annotation } from '../annotation/annotation';
import type { AnnotationDoc, ImageFacts } from '../annotation/document';
import { findAnnotation } from '../annotation/find';
import type { Rings } from '../geometry/booleans';
import { isTangled } from '../geometry/tangled';
import type { Rect } from '../geometry/rect';
import { kindOf, type Shape } from '../shapes/index';
import { outlineRings } from '../shapes/outlineRings';
import { apply, squash, type Edit } from './edit';
import { reshaped, update } from './edits';
import { removeAnnotations } from './links';

/** The annotations of ids in the order given, or a sentence why they cannot all be changed. */
export function changeable(doc: AnnotationDoc, ids: Iterable<string>): readonly Annotation[] | string {
  const found = [...ids].flatMap((id) => findAnnotation(doc, id) ?? []);
  if (found.length === 0) return 'Select an annotation first.';
  const locked = found.find((annotation) => annotation.locked);
  return locked ? `"${locked.label}" is locked; unlock it first.` : found;
}

export function isArea({ shape }: Annotation): boolean {
  return kindOf(shape).isArea(shape);
}

/** A sentence when one of the outlines crosses itself so often that combining it would take minutes. */
export function tangleIn(annotations: readonly Annotation[]): string | undefined {
  const found = annotations.find(({ shape }) => isTangled(outlineRings(shape)));
  return found && `The outline of "${found.label}" crosses itself too often; convert it to a mask first.`;
}

export function imageRectOf(image: ImageFacts): Rect {
  return { x: 0, y: 0, width: image.widthPx, height: image.heightPx };
}

export function polygonShape(rings: Rings): Shape | undefined {
  return rings.length > 0 ? { kind: 'polygon', rings } : undefined;
}

/** One edit that changes and adds annotations, and deletes others with the links to them. */
export function replacing(
  doc: AnnotationDoc,
  label: string,
  change: { readonly updated: Edit['updated']; readonly added?: readonly Annotation[] },
  gone: readonly Annotation[] = [],
): Edit {
  const edit: Edit = { label, added: change.added ?? [], removed: [], updated: change.updated };
  if (gone.length === 0) return edit;
  return squash(edit, removeAnnotations(apply(doc, edit).doc, gone), label);
}

/**
 * Changes the shapes of annotations by a rule that says undefined where it does not apply. A sentence when nothing
 * comes of it.
 */
export function reshapeEach(
  label: string,
  annotations: readonly Annotation[],
  rule: (shape: Shape) => Shape | undefined,
  otherwise: string,
): Edit | string {
  const edit = update(label, annotations, (annotation) => {
    const shape = rule(annotation.shape);
    return shape ? reshaped(annotation, shape) : annotation;
  });
  return edit.updated.length > 0 ? edit : otherwise;
}
