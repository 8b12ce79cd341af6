import { rounded, type Annotation } from '../annotation/annotation';
import { compareIds, sameValue, type AnnotationDoc } from '../annotation/document';
import { idFromText } from '../annotation/id';
import { mergeComments } from '../annotation/merge/mergeComments';
import { mergeList } from '../annotation/merge/mergeList';
import { printJson } from '../json/exact';
import { kindOf } from '../shapes/index';

/** What importing did to one image's labels. */
export interface Merged {
  readonly doc: AnnotationDoc;
  /** Annotations that were not there before. */
  readonly added: number;
  /** Annotations that were there already: the same class and shape. */
  readonly same: number;
}

/**
 * Adds to the labels of an image those of `incoming` that it does not have: the same class and the same shape (as
 * sidecars store it) are there already, and stay as they are. Doing it twice changes nothing more. Tags and unknown
 * fields are added likewise; a state that was said stays.
 */
export function mergeLabels(own: AnnotationDoc, incoming: AnnotationDoc): Merged {
  const counts = countedKeys(own.annotations);
  const taken = new Set(own.annotations.map(({ id }) => id));
  const fresh: Annotation[] = [];
  for (const annotation of incoming.annotations.map(rounded)) {
    const key = keyOf(annotation);
    const left = counts.get(key) ?? 0;
    counts.set(key, left - 1);
    if (left <= 0) fresh.push(withFreeId(annotation, taken));
  }
  const doc = withFacts(own, incoming);
  const same = incoming.annotations.length - fresh.length;
  if (fresh.length === 0) return { doc, added: 0, same };
  return {
    doc: { ...doc, annotations: [...own.annotations, ...fresh].sort(compareIds) },
    added: fresh.length,
    same,
  };
}

/** Two like annotations of one file are two: each finds its own. */
function countedKeys(annotations: readonly Annotation[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const annotation of annotations) {
    const key = keyOf(annotation);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function keyOf({ label, shape, page = 0 }: Annotation): string {
  const kind = kindOf(shape);
  return `${shape.kind} ${page} ${printJson(kind.print(kind.round(shape)))} ${label}`;
}

function withFreeId(annotation: Annotation, taken: Set<string>): Annotation {
  const id = taken.has(annotation.id)
    ? idFromText(keyOf(annotation), (known) => taken.has(known))
    : annotation.id;
  taken.add(id);
  return id === annotation.id ? annotation : { ...annotation, id };
}

function withFacts(own: AnnotationDoc, incoming: AnnotationDoc): AnnotationDoc {
  const state = own.state ?? incoming.state;
  const extra = { ...incoming.extra, ...own.extra };
  const comments = mergeComments([], own.comments, incoming.comments);
  const removed = mergeList([], own.removed ?? [], incoming.removed ?? []);
  const conflict = own.conflict ?? incoming.conflict;
  return {
    ...own,
    ...(state !== undefined && { state }),
    tags: [...new Set([...own.tags, ...incoming.tags])],
    kept: [
      ...own.kept,
      ...incoming.kept.filter((value) => !own.kept.some((known) => sameValue(known, value))),
    ],
    ...(comments.length > 0 && { comments }),
    ...(conflict && { conflict }),
    ...(removed.length > 0 && { removed }),
    ...(Object.keys(extra).length > 0 && { extra }),
  };
}
