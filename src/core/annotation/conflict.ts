import type { Annotation, ConflictSide } from './annotation';
import { keptApart } from './apart';
import { sameValue, type AnnotationDoc } from './document';
import { groupsOf, versionIn, type ConflictGroup } from './merge/conflictGroups';
import { changedProperties, mergeAnnotation, type Property } from './merge/mergeAnnotation';
import { propertyOf, withProperty } from './merge/property';
import { withoutRemarks } from './withoutRemarks';

/**
 * How a conflict is decided: that side wins where it clashes, both become annotations of their own, or what stands
 * now, as somebody edited it, is right.
 */
export type Decision = 'ours' | 'theirs' | 'base' | 'both' | 'edited';

/** The annotations that wait to be decided, in the document's order. */
export function conflictsOf(doc: AnnotationDoc): readonly Annotation[] {
  return doc.annotations.filter(({ conflict }) => conflict !== undefined);
}

/** True while anything of the document waits to be decided. */
export function isUndecided(doc: AnnotationDoc): boolean {
  return doc.conflict !== undefined || doc.annotations.some(({ conflict }) => conflict !== undefined);
}

/** The properties that clash (`label`, `shape`, `attributes/side`); none where one side removed the annotation. */
export function clashesOf({ conflict }: Annotation): readonly Property[] {
  return [...new Set(groupsOf(conflict).flatMap(clashesIn))];
}

/** The side that removed the annotation while the other changed it, if that is what is to be decided. */
export function removedBy({ conflict }: Annotation): 'ours' | 'theirs' | undefined {
  const isGone = (side: 'ours' | 'theirs'): boolean =>
    groupsOf(conflict).some((group) => versionIn(group, side) === null);
  return isGone('ours') ? 'ours' : isGone('theirs') ? 'theirs' : undefined;
}

/**
 * What becomes of an annotation in conflict: none where a side wins that had removed it, two for `both` (the second
 * gets `freshId`). What did not clash, or was edited since, stays as it is.
 */
export function resolved(annotation: Annotation, decision: Decision, freshId: () => string): Annotation[] {
  const { conflict, ...standing } = annotation;
  if (decision === 'edited') return [standing];
  if (decision !== 'both') return decided(standing, conflict, decision);
  const [[ours], [theirs]] = [decided(standing, conflict, 'ours'), decided(standing, conflict, 'theirs')];
  if (!ours || !theirs || sameValue(ours, theirs)) return [ours ?? theirs ?? standing];
  // They cover nearly the same, and somebody just said that they are two things.
  return [ours, keptApart({ ...withoutRemarks(theirs), id: freshId() }, ours.id)];
}

/** The conflict as one side has it; none when it had removed the annotation. */
export function versionOf(annotation: Annotation, side: ConflictSide['side']): Annotation | undefined {
  const { conflict, ...standing } = annotation;
  return decided(standing, conflict, side)[0];
}

function decided(
  standing: Annotation,
  conflict: readonly ConflictSide[] | undefined,
  side: ConflictSide['side'],
): Annotation[] {
  let made = standing;
  for (const group of groupsOf(conflict)) {
    const version = versionIn(group, side);
    if (version === null) return [];
    if (version)
      for (const key of propertiesIn(group)) made = withProperty(made, key, propertyOf(version, key));
  }
  return [made];
}

function clashesIn(group: ConflictGroup<ConflictSide>): readonly Property[] {
  const [base, ours, theirs] = [
    versionIn(group, 'base'),
    versionIn(group, 'ours'),
    versionIn(group, 'theirs'),
  ];
  if (!ours || !theirs) return [];
  return base ? mergeAnnotation(base, ours, theirs).clashes : changedProperties(ours, theirs);
}

/** What a decision sets: what clashes, or all that the one side changed that did not remove the annotation. */
function propertiesIn(group: ConflictGroup<ConflictSide>): readonly Property[] {
  const [base, ours, theirs] = [
    versionIn(group, 'base'),
    versionIn(group, 'ours'),
    versionIn(group, 'theirs'),
  ];
  if (ours && theirs) return clashesIn(group);
  const changed = ours ?? theirs;
  return base && changed ? changedProperties(base, changed) : [];
}
