import type { Annotation } from '../annotation/annotation';
import type { AnnotationDoc } from '../annotation/document';

/** The annotations that are labels: proposals are none yet. */
export function labelsOf(doc: AnnotationDoc | undefined): readonly Annotation[] {
  return (doc?.annotations ?? []).filter(({ proposed }) => !proposed);
}
