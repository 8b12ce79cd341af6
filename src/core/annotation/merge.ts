import type { Annotation } from './annotation';
import { sameValue, type AnnotationDoc } from './document';
import { mergeEntries, mergeEntriesWithoutBase, type Clash } from './merge/mergeEntries';
import { mergeFacts } from './merge/mergeFacts';
import { mergeKept } from './merge/mergeKept';
import { aligned } from './merge/frames';
import { withoutSharedGroups } from './merge/sharedGroups';
import { withoutSharedIds } from './merge/sharedIds';
import { propertyWords } from './conflictWords';

/** Two versions changed the same thing in two ways. It stands in the document, too, until somebody decides. */
export interface MergeConflict {
  /** Of the annotation; absent when it is about the whole image. */
  readonly id?: string;
  /** What clashed, in words: "class", "shape", "deleted there, changed here". */
  readonly what: string;
  /** Their version; undefined when they removed it, or when it is about the whole image. */
  readonly theirs: Annotation | undefined;
}

export interface MergeResult {
  readonly doc: AnnotationDoc;
  /** What this merge could not decide; conflicts that were there before are not told again. */
  readonly conflicts: readonly MergeConflict[];
}

/**
 * Three-way merge by annotation id. Changes of different annotations, or of different properties of one, both stand.
 * The same property changed two ways stays in the document as a conflict (`Annotation.conflict`, `DocFacts.conflict`)
 * with all versions, and ours stands until it is decided; a change stands against a removal. Nothing that a side
 * changed is lost. Symmetric, up to what is called ours; total. Links are merged as a set: one that leads to what the
 * other side removed stays, and the check `broken-link` tells it.
 */
export function mergeDocs(base: AnnotationDoc, ours: AnnotationDoc, theirs: AnnotationDoc): MergeResult {
  if (ours === theirs || base === theirs) return { doc: ours, conflicts: [] };
  if (base === ours) return { doc: theirs, conflicts: [] };
  const { versions: inFrame, image, clash } = aligned({ base, ours, theirs });
  const versions = withoutSharedGroups(withoutSharedIds(inFrame));
  const { annotations, clashes } = mergeEntries(
    versions.base.annotations,
    versions.ours.annotations,
    versions.theirs.annotations,
  );
  const { facts, clashes: open } = mergeFacts({ base, ours, theirs }, clash);
  const kept = mergeKept(base.kept, ours.kept, theirs.kept);
  return {
    doc: { image, ...facts, annotations, kept },
    conflicts: [...open.map(toldOfImage), ...clashes.map(told)],
  };
}

/**
 * Merges two versions whose common ancestor nobody knows. What one of them has alone stands; whatever else differs is
 * a conflict.
 */
export function mergeWithoutBase(ours: AnnotationDoc, theirs: AnnotationDoc): MergeResult {
  const base: AnnotationDoc = { image: ours.image, tags: [], annotations: [], kept: [] };
  const facts = mergeFacts({ base, ours, theirs }, !sameValue(ours.image, theirs.image));
  const { annotations, clashes } = mergeEntriesWithoutBase(ours.annotations, theirs.annotations);
  const kept = mergeKept([], ours.kept, theirs.kept);
  return {
    doc: { image: ours.image, ...facts.facts, annotations, kept },
    conflicts: [...facts.clashes.map(toldOfImage), ...clashes.map(told)],
  };
}

function toldOfImage(key: string): MergeConflict {
  return { what: key === 'image' ? 'image name or size' : key, theirs: undefined };
}

function told({ id, properties, ours, theirs }: Clash): MergeConflict {
  if (!ours) return { id, what: 'deleted here, changed there', theirs };
  if (!theirs) return { id, what: 'deleted there, changed here', theirs };
  return { id, what: properties.map(propertyWords).join(', '), theirs };
}
