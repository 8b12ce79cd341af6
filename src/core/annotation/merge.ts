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
  const renamed = withoutSharedIds(base, ours, theirs);
  for (const id of new Set([...byId(ours).keys(), ...byId(renamed).keys()])) {
    const merged = mergeOne(byId(base).get(id), byId(ours).get(id), byId(renamed).get(id));
    if (merged.annotation) annotations.push(merged.annotation);
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
  readonly annotation: Annotation | undefined;
  readonly conflict?: { readonly what: string; readonly theirs: Annotation | undefined };
}

function mergeOne(
  base: Annotation | undefined,
  ours: Annotation | undefined,
  theirs: Annotation | undefined,
): MergedOne {
  if (sameValue(ours, theirs) || sameValue(base, theirs)) return { annotation: ours };
  if (sameValue(base, ours)) return { annotation: theirs };
  if (!ours) return { annotation: theirs, conflict: { what: 'deleted here, changed there', theirs } };
  if (!theirs) return { annotation: ours, conflict: { what: 'deleted there, changed here', theirs } };
  const merged = mergeAnnotation(base ?? ours, ours, theirs);
  if (merged.clashes.length === 0) return { annotation: merged.annotation };
  return { annotation: merged.annotation, conflict: { what: merged.clashes.join(', '), theirs } };
}

/**
 * Field by field; attributes and unknown keys each for itself, links as a set. A shape is one value: halves of two
 * would be a third that nobody drew.
 */
function mergeAnnotation(
  base: Annotation,
  ours: Annotation,
  theirs: Annotation,
): { annotation: Annotation; clashes: readonly string[] } {
  const whole = mergeMembers(bare(base), bare(ours), bare(theirs));
  const attributes = mergeMembers(base.attributes ?? {}, ours.attributes ?? {}, theirs.attributes ?? {});
  const extra = mergeMembers(base.extra ?? {}, ours.extra ?? {}, theirs.extra ?? {});
  const links = mergeSets(base.links ?? [], ours.links ?? [], theirs.links ?? []);
  const hasAttributes = ours.attributes !== undefined || theirs.attributes !== undefined;
  const members = {
    ...whole.value,
    ...(links.length > 0 && { links }),
    ...(hasAttributes && { attributes: attributes.value }),
    ...(Object.keys(extra.value).length > 0 && { extra: extra.value }),
  };
  return {
    annotation: members as unknown as Annotation,
    clashes: [...whole.clashes, ...attributes.clashes.map((name) => `attribute ${name}`), ...extra.clashes],
  };
}

/** What is merged as one value each. */
function bare({ links: _links, attributes: _attributes, extra: _extra, ...rest }: Annotation): object {
  return rest;
}

/**
 * Two people drew different things and drew the same random id: theirs gets a new one, and their links that meant it
 * follow.
 */
function withoutSharedIds(base: AnnotationDoc, ours: AnnotationDoc, theirs: AnnotationDoc): AnnotationDoc {
  const isTaken = (id: string) => byId(ours).has(id) || byId(theirs).has(id) || made.has(id);
  const made = new Set<string>();
  const fresh = new Map<string, string>();
  for (const annotation of theirs.annotations) {
    const { id } = annotation;
    const own = byId(ours).get(id);
    if (!own || byId(base).has(id) || sameValue(own, annotation)) continue;
    const another = idFromText(JSON.stringify(annotation), isTaken);
    fresh.set(id, another);
    made.add(another);
  }
  if (fresh.size === 0) return theirs;
  const annotations = theirs.annotations.map((annotation) => renamed(annotation, fresh));
  return { ...theirs, annotations: annotations.sort(compareIds) };
}

function renamed(annotation: Annotation, fresh: ReadonlyMap<string, string>): Annotation {
  const id = fresh.get(annotation.id) ?? annotation.id;
  const links = annotation.links?.map((link) => ({ ...link, to: fresh.get(link.to) ?? link.to }));
  return { ...annotation, id, ...(links && { links }) };
}

/** Each side's additions and removals both stand; the order is ours, then theirs. */
function mergeSets<T>(base: readonly T[], ours: readonly T[], theirs: readonly T[]): readonly T[] {
  const has = (list: readonly T[], value: T) => list.some((known) => sameValue(known, value));
  const kept = ours.filter((value) => has(theirs, value) || !has(base, value));
  return [...kept, ...theirs.filter((value) => !has(base, value) && !has(ours, value))];
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

function mergeFacts(base: DocFacts, ours: DocFacts, theirs: DocFacts): DocFacts {
  const tags = [...new Set(mergeSets(base.tags, ours.tags, theirs.tags))];
  const state = ours.state === base.state ? theirs.state : ours.state;
  return { tags, ...(state && { state }) };
}

/** What was kept aside has no identity: ours, plus what they added. */
function mergeKept(base: readonly Json[], ours: readonly Json[], theirs: readonly Json[]): readonly Json[] {
  const isNew = (value: Json) => ![...base, ...ours].some((known) => sameValue(known, value));
  return [...ours, ...theirs.filter(isNew)];
}
