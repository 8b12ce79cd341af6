import { byId, sameValue, type AnnotationDoc } from '../../src/core/annotation/document';

/**
 * A document that was sent anew, with the annotation values of the one before wherever they say the same: what is
 * derived from them is kept, and only what changed is drawn again.
 */
export function sharedDoc<D extends AnnotationDoc | undefined>(before: D | undefined, now: D): D {
  if (!before || !now) return now;
  const known = byId(before);
  const annotations = now.annotations.map((annotation) => {
    const old = known.get(annotation.id);
    return old && sameValue(old, annotation) ? old : annotation;
  });
  return { ...now, annotations };
}
