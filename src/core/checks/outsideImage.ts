import type { Annotation } from '../annotation/annotation';
import { sameValue, type ImageFacts } from '../annotation/document';
import { remove, update } from '../edit/edits';
import type { Rect } from '../geometry/rect';
import { kindOf } from '../shapes/index';
import type { Check, Finding, Fix } from './check';
import { about, named } from './lib/about';

/** The sidecar's grid: rounding to it is no fault. */
const TOLERANCE_PX = 0.01;

/** Measured in the frame the labels were made in: a size that has changed since is `size-mismatch`'s matter. */
export const outsideImage: Check = {
  id: 'outside-image',
  severity: 'warning',
  about: 'A shape reaches over the border of the image.',
  run: ({ doc }) => doc.annotations.flatMap((annotation) => inspect(annotation, doc.image)),
};

function inspect(annotation: Annotation, image: ImageFacts): Finding[] {
  const overPx = overhang(kindOf(annotation.shape).bounds(annotation.shape), image);
  if (overPx <= TOLERANCE_PX) return [];
  const kind = kindOf(annotation.shape);
  const clipped = kind.clip(annotation.shape, image.widthPx, image.heightPx);
  // What cannot be cut any nearer to the border (an ellipse, a rotated box) may reach over it.
  if (clipped && sameValue(kind.round(clipped), kind.round(annotation.shape))) return [];
  const what = named(annotation);
  const message = clipped
    ? `The ${what} reaches ${overPx.toFixed(overPx < 10 ? 2 : 0)} px over the border of the image (${image.widthPx} × ${image.heightPx}).`
    : `The ${what} lies outside the image (${image.widthPx} × ${image.heightPx}).`;
  const fix: Fix = clipped
    ? {
        title: 'Clip to the image',
        edit: update('Clip to the image', [annotation], (from) => ({ ...from, shape: clipped })),
      }
    : { title: 'Delete', edit: remove('Delete what lies outside', [annotation]) };
  return [about(outsideImage.id, outsideImage.severity, annotation, message, [fix])];
}

function overhang({ x, y, width, height }: Rect, { widthPx, heightPx }: ImageFacts): number {
  return Math.max(-x, -y, x + width - widthPx, y + height - heightPx);
}
