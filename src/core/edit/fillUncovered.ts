import type { AnnotationDoc } from '../annotation/document';
import { uniteSpans } from '../mask/combine';
import { panopticGaps } from '../mask/panopticGaps';
import { maskOfSpans, spansOfMask } from '../mask/rle';
import { isNothing } from '../mask/spans';
import { changeable } from './areas';
import type { Edit } from './edit';
import { reshaped, update } from './edits';

/** Gives a mask every pixel of its page that belongs to no annotation; a sentence when there is none, or no mask. */
export function fillUncovered(doc: AnnotationDoc, id: string): Edit | string {
  const found = changeable(doc, [id]);
  if (typeof found === 'string') return found;
  const [target] = found;
  if (target?.shape.kind !== 'mask') return 'Select the mask that takes the rest of the image.';
  const { uncovered } = panopticGaps(doc, target.page ?? 0);
  if (isNothing(uncovered)) return 'Every pixel belongs to an annotation already.';
  const shape = maskOfSpans(uniteSpans(spansOfMask(target.shape), uncovered)) ?? target.shape;
  return update('Take the rest', [target], (annotation) => reshaped(annotation, shape));
}
