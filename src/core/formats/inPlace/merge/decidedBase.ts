import type { Annotation } from '../../../annotation/annotation';
import { byId, sameValue, type AnnotationDoc } from '../../../annotation/document';

/**
 * A base that was in conflict itself: git merges the ancestors of two branches that merged each other before, and what
 * it calls the base of both then may hold undecided annotations. Where both sides decided, each in its own way, neither
 * decision may count as no change: the base is then that version of the three which is farthest from both.
 */
export function decidedBase(base: AnnotationDoc, ours: AnnotationDoc, theirs: AnnotationDoc): AnnotationDoc {
  if (!base.annotations.some(({ conflict }) => conflict)) return base;
  const annotations = base.annotations.map((annotation) => {
    const [o, t] = [byId(ours).get(annotation.id), byId(theirs).get(annotation.id)];
    if (!annotation.conflict || !o || !t || o.conflict || t.conflict) return annotation;
    return farthest(annotation, o, t);
  });
  return { ...base, annotations };
}

function farthest({ conflict, ...standing }: Annotation, ours: Annotation, theirs: Annotation): Annotation {
  const versions = conflict?.flatMap(({ as }) => (as ? [as] : [])) ?? [];
  const ranked = [...versions, standing].map((as) => ({ as, near: near(as, ours, theirs) }));
  return ranked.reduce((best, each) => (each.near < best.near ? each : best)).as;
}

/** In how many of the properties in which the sides differ a version agrees with one of them. */
function near(as: Annotation, ours: Annotation, theirs: Annotation): number {
  const [a, o, t] = [as, ours, theirs].map((each) => new Map<string, unknown>(Object.entries(each)));
  const keys = new Set([...(o?.keys() ?? []), ...(t?.keys() ?? [])]);
  return [...keys].filter((key) => {
    const [was, mine, other] = [a?.get(key), o?.get(key), t?.get(key)];
    return !sameValue(mine, other) && (sameValue(was, mine) || sameValue(was, other));
  }).length;
}
