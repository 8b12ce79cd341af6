import type { Annotation } from '../annotation';
import { byId, compareIds, sameValue, type AnnotationDoc } from '../document';
import { idFromText } from '../id';
import { keptId } from '../keptId';
import { canonicalText } from './canonicalText';
import { walk } from './mergeEntries';

/** The three versions of a document that are merged. */
export interface Versions {
  readonly base: AnnotationDoc;
  readonly ours: AnnotationDoc;
  readonly theirs: AnnotationDoc;
}

/**
 * Two people drew different things under the same random id: one of the two gets a new id, and the links of its side
 * that meant it, and what is said of it, follow. Which one is decided by what they say, so that it does not matter who merges.
 */
export function withoutSharedIds({ base, ours, theirs }: Versions): Versions {
  const shared: (readonly [Annotation, Annotation])[] = [];
  walk(base.annotations, ours.annotations, theirs.annotations, (b, o, t) => {
    if (!b && o && t && !isSameThing(o, t)) shared.push([o, t]);
  });
  if (shared.length === 0) return { base, ours, theirs };
  const docs = [base, ours, theirs];
  const taken = new Set(docs.flatMap(({ kept }) => kept.map(keptId)));
  const isTaken = (id: string): boolean => taken.has(id) || docs.some((doc) => byId(doc).has(id));
  const fresh = { ours: new Map<string, string>(), theirs: new Map<string, string>() };
  for (const [o, t] of shared) {
    const [mine, other] = [canonicalText(o), canonicalText(t)];
    const id = idFromText(mine < other ? other : mine, isTaken);
    taken.add(id);
    fresh[mine < other ? 'theirs' : 'ours'].set(o.id, id);
  }
  return { base, ours: renamed(ours, base, fresh.ours), theirs: renamed(theirs, base, fresh.theirs) };
}

/** The same class in the same place is the same thing, taken over twice from one source; the rest can be merged. */
function isSameThing(a: Annotation, b: Annotation): boolean {
  return a === b || (a.label === b.label && a.page === b.page && sameValue(a.shape, b.shape));
}

function renamed(doc: AnnotationDoc, base: AnnotationDoc, fresh: ReadonlyMap<string, string>): AnnotationDoc {
  if (fresh.size === 0) return doc;
  const annotations = doc.annotations.map((annotation) => renamedOne(annotation, base, fresh));
  return { ...doc, annotations: annotations.sort(compareIds) };
}

function renamedOne(
  annotation: Annotation,
  base: AnnotationDoc,
  fresh: ReadonlyMap<string, string>,
): Annotation {
  // A link that was there before its target was drawn never meant the new one.
  const was = byId(base).get(annotation.id);
  const before = new Set([...(was?.links?.map(({ to }) => to) ?? []), ...(was?.apart ?? [])]);
  const follow = (to: string): string => (before.has(to) ? to : (fresh.get(to) ?? to));
  const links = annotation.links?.map((link) => ({ ...link, to: follow(link.to) }));
  const apart = annotation.apart?.map(follow);
  const id = fresh.get(annotation.id) ?? annotation.id;
  const conflict = annotation.conflict?.map((side) => ({ ...side, as: side.as && { ...side.as, id } }));
  return {
    ...annotation,
    id,
    ...(links && { links }),
    ...(apart && { apart }),
    ...(conflict && { conflict }),
  };
}
