import type { Annotation, Review } from '../annotation/annotation';
import { fingerprint } from '../annotation/fingerprint';
import type { Edit } from './edit';
import { update } from './edits';

/** Notes a reviewer's verdict about annotations as they are now. */
export function judge(
  annotations: readonly Annotation[],
  verdict: Review['verdict'],
  by: string | undefined,
): Edit {
  const label = verdict === 'accepted' ? 'Accept in review' : 'Return in review';
  return update(label, annotations, (annotation) => ({
    ...annotation,
    review: { verdict, ...(by !== undefined && { by }), of: fingerprint(annotation) },
  }));
}
