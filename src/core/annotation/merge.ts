import { idFromText } from './id';
import { byId, compareIds, sameValue, type AnnotationDoc, type DocFacts } from './document';
import type { Annotation } from './annotation';
import type { Json } from '../json/json';

/** Two versions changed the same property of one annotation in two ways; ours stands in the result. */
export interface MergeConflict {
  readonly id: string;
  /** What clashed, in words: "class", "shape", "deleted there, changed here". */
  readonly what: string;
  /** Their version, so that nothing is lost; undefined when they removed it. */
  readonly theirs: Annotation | undefined;
}

export interface MergeResult {
  readonly doc: AnnotationDoc;
  readonly conflicts: readonly MergeConflict[];
}

/**
 * Three-way merge by annotation id. Changes of different annotations, or of different properties of one,
 * both stand; the same property changed two ways keeps ours and is told. A change wins over a removal.
 */
export function mergeDocs(base: AnnotationDoc, ours: AnnotationDoc, theirs: AnnotationDoc): MergeResult {
  const conflicts: MergeConflict[] = [];
  const annotations: Annotation[] = [];
  const ids = new Set([...byId(ours).keys(), ...byId(theirs).keys()]);
  for (const id of ids) {
    const merged = mergeOne(byId(base).get(id), byId(ours).get(id), byId(theirs).get(id), ids);
    annotations.push(...merged.annotations);
    if (merged.conflict) conflicts.push({ id, ...merged.conflict });
  }
  const { state, tags } = mergeFacts(base, ours, theirs);
  const extra = mergeMembers(base.extra ?? {}, ours.extra ?? {}, theirs.extra ?? {}).value;
  const doc: AnnotationDoc = {
    image: mergeMembers(base.image, ours.image, theirs.image).value as unknown as AnnotationDoc['image'],
    tags,
    annotations: annotations.sort(compareIds),
    kept: mergeKept(base.kept, ours.kept, theirs.kept),
    ...(state && { state }),
    ...(Object.keys(extra).length > 0 && { extra: extra as NonNullable<AnnotationDoc['extra']> }),
  };
  return { doc, conflicts };
}

interface MergedOne {
  readonly annotations: readonly Annotation[];
  readonly conflict?: { readonly what: string; readonly theirs: Annotation | undefined };
}

function mergeOne(
  base: Annotation | undefined,
  ours: Annotation | undefined,
  theirs: Annotation | undefined,
  ids: ReadonlySet<string>,
): MergedOne {
  if (sameValue(ours, theirs)) return { annotations: ours ? [ours] : [] };
  if (sameValue(base, theirs)) return { annotations: ours ? [ours] : [] };
  if (sameValue(base, ours)) return { annotations: theirs ? [theirs] : [] };
  if (!ours)
    return { annotations: theirs ? [theirs] : [], conflict: { what: 'deleted here, changed there', theirs } };
  if (!theirs) return { annotations: [ours], conflict: { what: 'deleted there, changed here', theirs } };
  if (!base) return addedTwice(ours, theirs, ids);
  const merged = mergeMembers(base, ours, theirs);
  const annotation = merged.value as unknown as Annotation;
  if (merged.clashes.length === 0) return { annotations: [annotation] };
  return { annotations: [annotation], conflict: { what: merged.clashes.join(', '), theirs } };
}

/** Two people drew different things and drew the same random id: both stay, theirs under a new one. */
function addedTwice(ours: Annotation, theirs: Annotation, ids: ReadonlySet<string>): MergedOne {
  const id = idFromText(JSON.stringify(theirs), (taken) => ids.has(taken));
  return { annotations: [ours, { ...theirs, id }] };
}

type Members = Readonly<Record<string, unknown>>;

/** Merges objects member by member; names the members that both sides changed differently (ours is taken). */
function mergeMembers(
  base: object,
  ours: object,
  theirs: object,
): { value: Members; clashes: readonly string[] } {
  const [b, o, t] = [
    new Map(Object.entries(base)),
    new Map(Object.entries(ours)),
    new Map(Object.entries(theirs)),
  ];
  const clashes: string[] = [];
  const members: [string, unknown][] = [];
  for (const key of new Set([...o.keys(), ...t.keys()])) {
    const [was, mine, other] = [b.get(key) as unknown, o.get(key) as unknown, t.get(key) as unknown];
    const changedThere = !sameValue(was, other);
    if (changedThere && !sameValue(was, mine) && !sameValue(mine, other)) clashes.push(key);
    const value = changedThere && sameValue(was, mine) ? other : mine;
    if (value !== undefined) members.push([key, value]);
  }
  return { value: Object.fromEntries(members), clashes };
}

/** Tags merge as sets: each side's additions and removals both stand. The order is ours, then theirs. */
function mergeFacts(base: DocFacts, ours: DocFacts, theirs: DocFacts): DocFacts {
  const removed = base.tags.filter((tag) => !ours.tags.includes(tag) || !theirs.tags.includes(tag));
  const tags = [...new Set([...ours.tags, ...theirs.tags])].filter((tag) => !removed.includes(tag));
  const state = ours.state === base.state ? theirs.state : ours.state;
  return { tags, ...(state && { state }) };
}

/** What was kept aside has no identity: ours, plus what they added. */
function mergeKept(base: readonly Json[], ours: readonly Json[], theirs: readonly Json[]): readonly Json[] {
  const isNew = (value: Json) => ![...base, ...ours].some((known) => sameValue(known, value));
  return [...ours, ...theirs.filter(isNew)];
}
