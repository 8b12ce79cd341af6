import type { Annotation } from '../annotation/annotation';
import { byId, type AnnotationDoc } from '../annotation/document';
import { pairByLikeness, type Pair } from './pairByLikeness';

/** Which instance of one version is which of the other. */
export interface Pairs {
  readonly both: readonly Pair[];
  /** Only before, and only after. */
  readonly gone: readonly Annotation[];
  readonly fresh: readonly Annotation[];
  readonly renumbering: Renumbering;
}

/** Ids before to ids after of those that have another one now, and back. */
export interface Renumbering {
  readonly toNew: ReadonlyMap<string, string>;
  readonly toOld: ReadonlyMap<string, string>;
}

export const NOT_RENUMBERED: Renumbering = { toNew: new Map(), toOld: new Map() };

/** Ids decide; what only one version has is paired by class and overlap. */
export function pairUp(before: AnnotationDoc | undefined, after: AnnotationDoc | undefined): Pairs {
  const [from, to] = [indexOf(before), indexOf(after)];
  const shared: Pair[] = [];
  const gone: Annotation[] = [];
  for (const annotation of from.values()) {
    const same = to.get(annotation.id);
    if (same) shared.push([annotation, same]);
    else gone.push(annotation);
  }
  const fresh = [...to.values()].filter(({ id }) => !from.has(id));
  const paired = pairByLikeness(gone, fresh);
  const taken = new Set(paired.flat());
  return {
    both: [...shared, ...paired],
    gone: gone.filter((annotation) => !taken.has(annotation)),
    fresh: fresh.filter((annotation) => !taken.has(annotation)),
    renumbering: {
      toNew: new Map(paired.map(([a, b]) => [a.id, b.id])),
      toOld: new Map(paired.map(([a, b]) => [b.id, a.id])),
    },
  };
}

function indexOf(doc: AnnotationDoc | undefined): ReadonlyMap<string, Annotation> {
  return doc ? byId(doc) : new Map<string, Annotation>();
}
