import type { Annotation } from '../annotation/annotation';
import { byId, type AnnotationDoc } from '../annotation/document';
import { fingerprint, isJudged } from '../annotation/fingerprint';

/** One changed instance that a reviewer looks at; plain JSON. */
export interface ReviewItem {
  readonly id: string;
  /** What happened to it: "moved 12 px right, IoU 0.83". */
  readonly words: string;
  /** As it was; absent when it is new. */
  readonly before?: Annotation;
  /** It is gone: a verdict on that is noted for the whole image. */
  readonly removed?: true;
}

export type ItemState = 'open' | 'accepted' | 'returned' | 'restored';

/**
 * How far the review of an instance is: what the annotation itself says, while it is what was judged; of a removed
 * one, whether the removal was accepted or taken back.
 */
export function itemState({ id, before, removed }: ReviewItem, doc: AnnotationDoc): ItemState {
  const annotation = byId(doc).get(id);
  if (removed && before) return annotation ? 'restored' : isAccepted(before, doc) ? 'accepted' : 'open';
  if (!annotation) return 'accepted';
  return isJudged(annotation) && annotation.review ? annotation.review.verdict : 'open';
}

function isAccepted(before: Annotation, { removed = [] }: AnnotationDoc): boolean {
  return removed.some(({ id, of }) => id === before.id && of === fingerprint(before));
}
