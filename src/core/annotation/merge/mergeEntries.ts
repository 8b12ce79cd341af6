import type { Annotation, ConflictSide } from '../annotation';
import { sameValue } from '../document';
import { mergeConflicts, withGroup } from './conflictGroups';
import { changedProperties, mergeAnnotation, type Property } from './mergeAnnotation';

type Entries = readonly Annotation[];

/** One annotation that both sides changed, each in its own way. */
export interface Clash {
  readonly id: string;
  /** Empty where one side removed what the other changed. */
  readonly properties: readonly Property[];
  /** Undefined on the side that removed it. */
  readonly ours: Annotation | undefined;
  readonly theirs: Annotation | undefined;
}

/** Three-way merge of lists sorted by id, in one walk through the three of them. */
export function mergeEntries(
  base: Entries,
  ours: Entries,
  theirs: Entries,
): { readonly annotations: Entries; readonly clashes: readonly Clash[] } {
  const annotations: Annotation[] = [];
  const clashes: Clash[] = [];
  walk(base, ours, theirs, (b, o, t) => {
    const merged = mergeEntry(b, o, t, clashes);
    if (merged) annotations.push(merged);
  });
  return { annotations, clashes };
}

/**
 * Merges two lists whose common ancestor nobody knows: what one of them has alone stands, and whatever differs under
 * one id clashes, but for links, comments and what is kept apart.
 */
export function mergeEntriesWithoutBase(
  ours: Entries,
  theirs: Entries,
): { readonly annotations: Entries; readonly clashes: readonly Clash[] } {
  const annotations: Annotation[] = [];
  const clashes: Clash[] = [];
  walk([], ours, theirs, (_, o, t) => {
    const merged = o && t ? mergeTwo(o, t, clashes) : (o ?? t);
    if (merged) annotations.push(merged);
  });
  return { annotations, clashes };
}

function mergeTwo(ours: Annotation, theirs: Annotation, clashes: Clash[]): Annotation {
  if (sameValue(ours, theirs)) return ours;
  const properties = changedProperties(ours, theirs);
  const { links, apart, comments } = mergeAnnotation(undefined, ours, theirs).annotation;
  const open = mergeConflicts(undefined, ours.conflict, theirs.conflict);
  const annotation = {
    ...ours,
    ...(links && { links }),
    ...(apart && { apart }),
    ...(comments && { comments }),
  };
  if (properties.length === 0) return withConflict(annotation, open);
  clashes.push({ id: ours.id, properties, ours, theirs });
  return withConflict(annotation, withGroup(open, groupOf(undefined, ours, theirs)));
}

/** Visits every id of ours or theirs, in order, with what each of the three lists has under it. */
export function walk(
  base: Entries,
  ours: Entries,
  theirs: Entries,
  visit: (base: Annotation | undefined, ours: Annotation | undefined, theirs: Annotation | undefined) => void,
): void {
  let [i, j, k] = [0, 0, 0];
  for (;;) {
    const [o, t] = [ours[j], theirs[k]];
    const id = o && (!t || o.id < t.id) ? o.id : t?.id;
    if (id === undefined) return;
    let b = base[i];
    while (b && b.id < id) b = base[++i];
    visit(b?.id === id ? b : undefined, o?.id === id ? o : undefined, t?.id === id ? t : undefined);
    if (o?.id === id) j++;
    if (t?.id === id) k++;
  }
}

function mergeEntry(
  base: Annotation | undefined,
  ours: Annotation | undefined,
  theirs: Annotation | undefined,
  clashes: Clash[],
): Annotation | undefined {
  if (sameValue(ours, theirs) || sameValue(base, theirs)) return ours;
  if (sameValue(base, ours)) return theirs;
  const changed = ours ?? theirs;
  if (!changed) return undefined;
  const clash = (properties: readonly Property[], open: readonly ConflictSide[] = []) => {
    clashes.push({ id: changed.id, properties, ours, theirs });
    return withGroup(open, groupOf(base, ours, theirs));
  };
  if (!ours || !theirs) return withConflict(changed, clash([], changed.conflict));
  const { annotation, clashes: properties } = mergeAnnotation(base, ours, theirs);
  const open = mergeConflicts(base?.conflict, ours.conflict, theirs.conflict);
  return withConflict(annotation, properties.length > 0 ? clash(properties, open) : open);
}

function withConflict({ conflict: _, ...rest }: Annotation, conflict: readonly ConflictSide[]): Annotation {
  return conflict.length > 0 ? { ...rest, conflict } : rest;
}

function groupOf(
  base: Annotation | undefined,
  ours: Annotation | undefined,
  theirs: Annotation | undefined,
): readonly ConflictSide[] {
  return [
    { side: 'base', as: versionOf(base) },
    { side: 'ours', as: versionOf(ours) },
    { side: 'theirs', as: versionOf(theirs) },
  ];
}

/** Comments are merged in any case, and what is undecided already is told for itself. */
function versionOf(annotation: Annotation | undefined): Annotation | null {
  if (!annotation) return null;
  const { comments: _, conflict: __, ...version } = annotation;
  return version;
}
