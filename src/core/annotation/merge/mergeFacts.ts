import type { Json, JsonObject } from '../../json/json';
import type { AnnotationDoc, DocFacts, FactsSide, ImageFacts } from '../document';
import { mergeConflicts, withGroup } from './conflictGroups';
import { mergeComments } from './mergeComments';
import { mergeList } from './mergeList';
import { mergeMembers } from './mergeMembers';
import { saidBy, toldBy } from './saidOfImage';
import type { Versions } from './sharedIds';

export interface MergedFacts {
  readonly facts: DocFacts;
  /** What both sides changed, and differently: "state", "image", unknown keys. */
  readonly clashes: readonly string[];
}

/** Three-way merge of what is said of the whole image; `imageClash`: its name or size could not be decided. */
export function mergeFacts({ base, ours, theirs }: Versions, imageClash: boolean): MergedFacts {
  const said = mergeMembers(saidBy(base), saidBy(ours), saidBy(theirs));
  const clashes = [...(imageClash ? ['image'] : []), ...said.clashes];
  const open = mergeConflicts(base.conflict, ours.conflict, theirs.conflict);
  const conflict = clashes.length > 0 ? withGroup(open, groupOf({ base, ours, theirs }, clashes)) : open;
  const comments = mergeComments(base.comments, ours.comments, theirs.comments);
  const removed = mergeList(base.removed ?? [], ours.removed ?? [], theirs.removed ?? []);
  return {
    clashes,
    facts: {
      tags: mergeList(base.tags, ours.tags, theirs.tags, (tag) => tag),
      ...toldBy(said.value as JsonObject),
      ...(comments.length > 0 && { comments }),
      ...(conflict.length > 0 && { conflict }),
      ...(removed.length > 0 && { removed }),
    },
  };
}

function groupOf({ base, ours, theirs }: Versions, clashes: readonly string[]): readonly FactsSide[] {
  return [
    { side: 'base', as: versionOf(base, clashes) },
    { side: 'ours', as: versionOf(ours, clashes) },
    { side: 'theirs', as: versionOf(theirs, clashes) },
  ];
}

function versionOf(doc: AnnotationDoc, clashes: readonly string[]): FactsSide['as'] {
  const said = saidBy(doc);
  const own = clashes.filter((key) => key !== 'image' && Object.hasOwn(said, key));
  const members: [string, Json][] = own.map((key) => [key, said[key] ?? null]);
  const image: ImageFacts | undefined = clashes[0] === 'image' ? doc.image : undefined;
  return { ...toldBy(Object.fromEntries(members)), ...(image && { image }) };
}
