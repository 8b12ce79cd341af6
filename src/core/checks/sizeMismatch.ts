import type { AnnotationDoc } from '../annotation/document';
import { emptyEdit, type Edit } from '../edit/edit';
import { update } from '../edit/edits';
import { kindOf } from '../shapes/index';
import type { Check, Finding, Fix } from './check';

interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Coordinates mean nothing in another frame than the one they were drawn in. */
export const sizeMismatch: Check = {
  id: 'size-mismatch',
  severity: 'error',
  about: 'The image has another size than the one its labels were made on.',
  run({ doc, image }) {
    if (!image || isSame(image, doc.image)) return [];
    return [finding(doc, image)];
  },
};

function isSame(a: Size, b: Size): boolean {
  return a.widthPx === b.widthPx && a.heightPx === b.heightPx;
}

function finding(doc: AnnotationDoc, image: Size): Finding {
  const isEmpty = doc.annotations.length === 0 && doc.kept.length === 0;
  return {
    check: sizeMismatch.id,
    severity: isEmpty ? 'warning' : sizeMismatch.severity,
    message: `The image is ${text(image)} pixels, the labels say ${text(doc.image)}. ${explain(doc, image)}`,
    fixes: [...(isResized(doc, image) ? [scaleFix(doc, image)] : []), sizeFix(doc, image)],
  };
}

function text({ widthPx, heightPx }: Size): string {
  return `${widthPx} × ${heightPx}`;
}

function explain(doc: AnnotationDoc, image: Size): string {
  if (isTurned(doc.image, image))
    return 'Width and height are swapped: the labels may have been made without the EXIF orientation applied, and would then lie on their side.';
  if (isRescaled(doc.image, image)) return 'The image was resized.';
  return 'The image was cropped or exchanged: look at the labels.';
}

function isTurned(from: Size, to: Size): boolean {
  return from.widthPx === to.heightPx && from.heightPx === to.widthPx;
}

/** The same ratio, up to whole pixels. */
function isRescaled(from: Size, to: Size): boolean {
  const [fx, fy] = [to.widthPx / from.widthPx, to.heightPx / from.heightPx];
  return Math.abs(from.widthPx * fy - to.widthPx) <= 1 || Math.abs(from.heightPx * fx - to.heightPx) <= 1;
}

/** Entries that could not be read could not be scaled either. */
function isResized(doc: AnnotationDoc, image: Size): boolean {
  return (
    doc.annotations.length > 0 &&
    doc.kept.length === 0 &&
    isRescaled(doc.image, image) &&
    !isTurned(doc.image, image)
  );
}

function scaleFix(doc: AnnotationDoc, image: Size): Fix {
  const [fx, fy] = [image.widthPx / doc.image.widthPx, image.heightPx / doc.image.heightPx];
  const scaled = update('Scale labels', doc.annotations, (annotation) => ({
    ...annotation,
    shape: kindOf(annotation.shape).scale(annotation.shape, fx, fy),
  }));
  return { title: `Scale the labels to ${text(image)}`, edit: withSize(scaled, doc, image) };
}

function sizeFix(doc: AnnotationDoc, image: Size): Fix {
  const title =
    doc.annotations.length === 0
      ? `Set the size to ${text(image)}`
      : `Set the size to ${text(image)}, leave the labels as they are`;
  return { title, edit: withSize(emptyEdit('Set image size'), doc, image) };
}

function withSize(edit: Edit, { image: from }: AnnotationDoc, { widthPx, heightPx }: Size): Edit {
  return { ...edit, image: [from, { ...from, widthPx, heightPx }] };
}
