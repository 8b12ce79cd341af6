import type { Annotation } from '../annotation/annotation';
import { byId, sameValue, type AnnotationDoc, type DocFacts, type ImageFacts } from '../annotation/document';
import { findAnnotation, lowerBound } from '../annotation/find';

export type Change<T> = readonly [from: T, to: T];

/** A named difference between two documents: the one thing that drawing, detecting, importing and fixing produce. */
export interface Edit {
  /** What the user did, in words ("Draw box"): shown by undo. */
  readonly label: string;
  readonly added: readonly Annotation[];
  readonly removed: readonly Annotation[];
  readonly updated: readonly Change<Annotation>[];
  readonly facts?: Change<DocFacts>;
  /** The image's name and size: repairs correct them, drawing never touches them. */
  readonly image?: Change<ImageFacts>;
}

export function emptyEdit(label: string): Edit {
  return { label, added: [], removed: [], updated: [] };
}

export function isEmpty({ added, removed, updated, facts, image }: Edit): boolean {
  return added.length === 0 && removed.length === 0 && updated.length === 0 && !facts && !image;
}

/** The edit that takes it back. */
export function invert(edit: Edit): Edit {
  const { label, added, removed, updated, facts, image } = edit;
  return {
    label,
    added: removed,
    removed: added,
    updated: updated.map(([from, to]) => [to, from]),
    ...(facts && { facts: [facts[1], facts[0]] }),
    ...(image && { image: [image[1], image[0]] }),
  };
}

/**
 * The document after the edit, and how many of its parts no longer fit (an id to remove or update that is gone,
 * an id to add that is there). Total: an old undo may meet a document it was not made for, and then does what it can.
 */
export function apply(
  doc: AnnotationDoc,
  edit: Edit,
): { readonly doc: AnnotationDoc; readonly skipped: number } {
  const after: After = new Map();
  let skipped = 0;
  const has = (id: string) => (after.has(id) ? after.get(id) : findAnnotation(doc, id)) !== undefined;
  const set = (fits: boolean, id: string, to: Annotation | undefined) => {
    if (fits) after.set(id, to);
    else skipped++;
  };
  for (const { id } of edit.removed) set(has(id), id, undefined);
  for (const [, to] of edit.updated) set(has(to.id), to.id, to);
  for (const fresh of edit.added) set(!has(fresh.id), fresh.id, fresh);
  const annotations = merged(doc.annotations, after);
  const image = edit.image?.[1] ?? doc.image;
  return { doc: withFacts({ ...doc, image, annotations }, edit.facts?.[1]), skipped };
}

/** What becomes of the ids that an edit touches. */
type After = Map<string, Annotation | undefined>;

/** The sorted list with the touched ids put in, replaced or left out; a copy and a few binary searches. */
function merged(annotations: readonly Annotation[], after: After): readonly Annotation[] {
  const list: Annotation[] = [];
  let copied = 0;
  for (const id of [...after.keys()].sort()) {
    const at = lowerBound(annotations, id);
    for (const annotation of annotations.slice(copied, at)) list.push(annotation);
    copied = annotations[at]?.id === id ? at + 1 : at;
    const to = after.get(id);
    if (to) list.push(to);
  }
  return after.size === 0 ? annotations : list.concat(annotations.slice(copied));
}

function withFacts(doc: AnnotationDoc, facts: DocFacts | undefined): AnnotationDoc {
  if (!facts) return doc;
  const { state: _, comments: _c, conflict: _x, removed: _r, extra: _e, ...rest } = doc;
  return { ...rest, ...factsOf(facts) };
}

/** One edit that does first, then second: a gesture of several steps becomes one step of undo. */
export function squash(first: Edit, second: Edit, label = second.label): Edit {
  const before = new Map<string, Annotation | undefined>();
  const after = new Map<string, Annotation | undefined>();
  const note = (id: string, from: Annotation | undefined, to: Annotation | undefined) => {
    if (!before.has(id)) before.set(id, from);
    after.set(id, to);
  };
  for (const edit of [first, second]) {
    for (const annotation of edit.removed) note(annotation.id, annotation, undefined);
    for (const annotation of edit.added) note(annotation.id, undefined, annotation);
    for (const [from, to] of edit.updated) note(from.id, from, to);
  }
  const facts = squashChange(first.facts, second.facts);
  const image = squashChange(first.image, second.image);
  return { ...collect(label, before, after), ...(facts && { facts }), ...(image && { image }) };
}

function squashChange<T>(first?: Change<T>, second?: Change<T>): Change<T> | undefined {
  const from = (first ?? second)?.[0];
  const to = (second ?? first)?.[1];
  return from && to && !sameValue(from, to) ? [from, to] : undefined;
}

type Side = ReadonlyMap<string, Annotation | undefined>;

function collect(label: string, before: Side, after: Side): Edit {
  const added: Annotation[] = [];
  const removed: Annotation[] = [];
  const updated: Change<Annotation>[] = [];
  for (const [id, from] of before) {
    const to = after.get(id);
    if (from && to && !sameValue(from, to)) updated.push([from, to]);
    else if (from && !to) removed.push(from);
    else if (!from && to) added.push(to);
  }
  return { label, added, removed, updated };
}

/** The edit that leads from one document to another of the same image. */
export function difference(label: string, from: AnnotationDoc, to: AnnotationDoc): Edit {
  const before = new Map<string, Annotation | undefined>(byId(from));
  for (const { id } of to.annotations) if (!before.has(id)) before.set(id, undefined);
  const edit = collect(label, before, byId(to));
  const facts = changeOf(factsOf(from), factsOf(to));
  const image = changeOf(from.image, to.image);
  return { ...edit, ...(facts && { facts }), ...(image && { image }) };
}

function changeOf<T>(from: T, to: T): Change<T> | undefined {
  return sameValue(from, to) ? undefined : [from, to];
}

export function factsOf({ tags, state, comments, conflict, removed, extra }: DocFacts): DocFacts {
  return {
    tags,
    ...(state && { state }),
    ...(comments && { comments }),
    ...(conflict && { conflict }),
    ...(removed && { removed }),
    ...(extra && { extra }),
  };
}
