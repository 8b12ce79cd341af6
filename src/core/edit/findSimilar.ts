import type { Annotation } from '../annotation/annotation';
import type { AnnotationDoc } from '../annotation/document';
import { boxIou } from '../geometry/iou';
import type { Rect } from '../geometry/rect';
import type { PixelPatch } from '../pixels/patch';
import { similar, type LookAlike, type SimilarOptions } from '../pixels/similar';
import { boxOf } from '../shapes/box';
import { kindOf, type Shape } from '../shapes/index';
import type { Edit } from './edit';
import { add } from './edits';

/** Overlap (IoU) from which a look-alike counts as an annotation of the class that is there already. */
const SAME_IOU = 0.4;

/**
 * Proposes annotations of an example's class where the picture looks like under the example. A find of its own size
 * and direction has the example's shape, moved there; others are boxes. Each carries its correlation as the score.
 * Where the class is labelled already nothing is proposed. A sentence when nothing was found.
 */
export function findSimilar(
  doc: AnnotationDoc,
  example: Annotation,
  patch: PixelPatch,
  newId: () => string,
  options?: SimilarOptions,
): Edit | string {
  const box = kindOf(example.shape).bounds(example.shape);
  const known = doc.annotations.filter(({ label }) => label === example.label).map(boundsOf);
  const finds = similar(patch, box, options).filter(({ box: found }) =>
    known.every((other) => boxIou(other, found) < SAME_IOU),
  );
  if (finds.length === 0) return 'Nothing in this image looks like it closely enough.';
  const { label, page, attributes } = example;
  const proposals = finds.map((find): Annotation => ({
    id: newId(),
    label,
    shape: shapeAt(example.shape, box, find),
    score: find.score,
    proposed: true,
    ...(page !== undefined && { page }),
    ...(attributes && { attributes }),
  }));
  return add(`Find ${finds.length} similar to ${label}`, proposals);
}

function boundsOf({ shape }: Annotation): Rect {
  return kindOf(shape).bounds(shape);
}

/** Sizes within this of each other are the same, as a multiple. */
const SAME_SIZE = 1.1;

function shapeAt(shape: Shape, from: Rect, { box: to, turn }: LookAlike): Shape {
  const grown = Math.max(
    to.width / from.width,
    from.width / to.width,
    to.height / from.height,
    from.height / to.height,
  );
  if (shape.kind === 'box' || turn !== 0 || grown > SAME_SIZE) return boxOf(to);
  const [dx, dy] = [
    to.x + to.width / 2 - from.x - from.width / 2,
    to.y + to.height / 2 - from.y - from.height / 2,
  ];
  return kindOf(shape).translate(shape, dx, dy);
}
