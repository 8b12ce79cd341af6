import type { Annotation } from '../annotation/annotation';
import {
  byId,
  compareIds,
  sameValue,
  type AnnotationDoc,
  type DocFacts,
  type ImageFacts,
  type ImageState,
} from '../annotation/document';
import { factsOf, type Change } from '../edit/edit';
import { changeOf } from './changeOf';
import type { InstanceChange } from './instanceChange';
import { NOT_RENUMBERED, pairUp } from './pairUp';

export { CHANGE_KINDS, type ChangeKind } from './changeKinds';
export type { InstanceChange } from './instanceChange';

/** How the labels of one image differ between two versions. Plain JSON; all pixels are image pixels. */
export interface DocDiff {
  /** Sorted by id (code points). */
  readonly instances: readonly InstanceChange[];
  /** Instances that are the same in both. */
  readonly unchanged: number;
  readonly tags: { readonly added: readonly string[]; readonly removed: readonly string[] };
  /** Null: not said. */
  readonly state?: Change<ImageState | null>;
  /** The image's name or size; absent when one of the versions has no labels at all. */
  readonly image?: Change<ImageFacts>;
  /** State and tags with everything else that stands at the top level, when any of it differs. */
  readonly facts?: Change<DocFacts>;
  /** True when only one of the versions has labels of this image at all. */
  readonly existence?: 'added' | 'removed';
}

/**
 * How labels of one image differ. Ids decide what is one instance; those that only one version has are paired by class
 * and overlap. Absent: that version has no labels of the image.
 */
export function diffDocs(before: AnnotationDoc | undefined, after: AnnotationDoc | undefined): DocDiff {
  const pairs = pairUp(before, after);
  const instances: InstanceChange[] = [];
  for (const pair of pairs.both) {
    const change = changeOf(pair[0], pair[1], pairs.renumbering);
    if (change) instances.push(change);
  }
  for (const annotation of pairs.gone) instances.push(gone(annotation));
  for (const annotation of pairs.fresh) instances.push(fresh(annotation));
  const unchanged = pairs.both.length + pairs.gone.length + pairs.fresh.length - instances.length;
  return { instances: instances.sort(compareIds), unchanged, ...topLevel(before, after) };
}

function gone(before: Annotation): InstanceChange {
  return { id: before.id, before, kinds: [before.proposed ? 'declined' : 'removed'], facts: [] };
}

function fresh(after: Annotation): InstanceChange {
  return { id: after.id, after, kinds: [after.proposed ? 'proposed' : 'added'], facts: [] };
}

function topLevel(
  before: AnnotationDoc | undefined,
  after: AnnotationDoc | undefined,
): Omit<DocDiff, 'instances' | 'unchanged'> {
  const facts: Change<DocFacts> = [factsIn(before), factsIn(after)];
  const existence = before ? (after ? undefined : 'removed') : after && 'added';
  return {
    tags: { added: missing(after, before), removed: missing(before, after) },
    ...(before?.state !== after?.state && { state: [before?.state ?? null, after?.state ?? null] }),
    ...(before && after && !sameValue(before.image, after.image) && { image: [before.image, after.image] }),
    ...(!sameValue(facts[0], facts[1]) && { facts }),
    ...(existence && { existence }),
  };
}

function factsIn(doc: AnnotationDoc | undefined): DocFacts {
  return doc ? factsOf(doc) : { tags: [] };
}

/** Tags of the one that the other does not have. */
function missing(of: AnnotationDoc | undefined, from: AnnotationDoc | undefined): readonly string[] {
  const known = new Set(from?.tags);
  return (of?.tags ?? []).filter((tag) => !known.has(tag));
}

/** True when nothing differs, remarks and proposals included. */
export function isSameDoc({ instances, facts, image, existence }: DocDiff): boolean {
  return instances.length === 0 && !facts && !image && !existence;
}

/** The change of one instance, whichever version's id is asked for. */
export function findChange(diff: DocDiff, id: string): InstanceChange | undefined {
  return diff.instances.find((change) => change.id === id || change.before?.id === id);
}

/** The versions of one instance in two documents; undefined when both have the same or neither has it. */
export function changeOfInstance(
  before: AnnotationDoc | undefined,
  after: AnnotationDoc | undefined,
  id: string,
): InstanceChange | undefined {
  const [from, to] = [before && byId(before).get(id), after && byId(after).get(id)];
  if (from && to) return changeOf(from, to, NOT_RENUMBERED);
  return from ? gone(from) : to && fresh(to);
}
