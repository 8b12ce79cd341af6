import type { Annotation, Review } from '../annotation/annotation';
import { compareIds, type AnnotationDoc, type Removal } from '../annotation/document';
import { fingerprint } from '../annotation/fingerprint';
import { factsOf, type Edit } from './edit';
import { add, setFacts, update } from './edits';

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

/** Notes that it is right that this one is gone. */
export function acceptRemoval(doc: AnnotationDoc, gone: Annotation, by: string | undefined): Edit {
  const removal = { id: gone.id, ...(by !== undefined && { by }), of: fingerprint(gone) };
  const removed = [...othersThan(gone, doc), removal].sort(compareIds);
  return setFacts('Accept removal in review', doc, { ...factsOf(doc), removed });
}

/** Puts back what was removed. */
export function restoreRemoved(doc: AnnotationDoc, gone: Annotation): Edit {
  const { removed: _, ...facts } = factsOf(doc);
  const removed = othersThan(gone, doc);
  const label = 'Restore in review';
  const noted = setFacts(label, doc, { ...facts, ...(removed.length > 0 && { removed }) });
  return { ...add(label, [gone]), ...(noted.facts && { facts: noted.facts }) };
}

function othersThan({ id }: Annotation, { removed = [] }: AnnotationDoc): readonly Removal[] {
  return removed.filter((removal) => removal.id !== id);
}
