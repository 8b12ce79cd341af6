import type { AnnotationDoc } from '../annotation/document';
import { changeParts } from '../diff/changeWords';
import { diffDocs } from '../diff/docDiff';
import type { ReviewItem } from './reviewItem';

/** The instances of an image that a reviewer has to look at. Remarks alone are no change of labels. */
export function reviewItems(
  before: AnnotationDoc | undefined,
  after: AnnotationDoc | undefined,
): readonly ReviewItem[] {
  return diffDocs(before, after)
    .instances.filter(({ kinds }) => kinds.some((kind) => kind !== 'noted' && kind !== 'renumbered'))
    .map((change) => ({
      id: change.id,
      words: changeParts(change).join(', '),
      ...(change.before && { before: change.before }),
      ...(!change.after && { removed: true }),
    }));
}
