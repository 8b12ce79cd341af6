import type { Comment } from '../annotation';
import { sameValue } from '../document';
import { idFromText } from '../id';
import { canonicalText } from './canonicalText';
import { mergeList } from './mergeList';
import { mergeMembers } from './mergeMembers';

type Comments = readonly Comment[];

/**
 * Three-way merge of comments, by their ids. Nobody's words go lost: one that is edited here and removed there stays,
 * and one that is edited in two ways becomes two. The order does not depend on the side.
 */
export function mergeComments(base: Comments = [], ours: Comments = [], theirs: Comments = []): Comments {
  if (sameValue(ours, theirs) || sameValue(base, theirs)) return ours;
  if (sameValue(base, ours)) return theirs;
  const [b, o, t] = [knownOf(base), knownOf(ours), knownOf(theirs)];
  // By hand an id may have been given twice.
  if (b.size < base.length || o.size < ours.length || t.size < theirs.length)
    return mergeList(base, ours, theirs);
  const isTaken = (id: string): boolean => [b, o, t].some((list) => list.has(id));
  return idsOf(base, ours, theirs).flatMap((id) => mergeOne(b.get(id), o.get(id), t.get(id), isTaken));
}

function knownOf(comments: Comments): ReadonlyMap<string, Comment> {
  return new Map(comments.map((comment) => [comment.id, comment]));
}

/** In the order of the base, and then as they were written. */
function idsOf(base: Comments, ours: Comments, theirs: Comments): readonly string[] {
  const known = new Set(base.map(({ id }) => id));
  const isNew = ({ id }: Comment): boolean => !known.has(id);
  const [o, t] = [ours.filter(isNew), theirs.filter(isNew)];
  const isOneSided = o.length === 0 || t.length === 0;
  const added = isOneSided ? [...o, ...t] : [...o, ...t].sort(compareWritten);
  return [...new Set([...known, ...added.map(({ id }) => id)])];
}

function compareWritten(a: Comment, b: Comment): number {
  const [x, y] = [`${a.at ?? ''} ${a.id}`, `${b.at ?? ''} ${b.id}`];
  return x < y ? -1 : x > y ? 1 : 0;
}

function mergeOne(
  base: Comment | undefined,
  ours: Comment | undefined,
  theirs: Comment | undefined,
  isTaken: (id: string) => boolean,
): Comments {
  if (sameValue(ours, theirs) || sameValue(base, theirs)) return ours ? [ours] : [];
  if (sameValue(base, ours) || !ours) return theirs ? [theirs] : [];
  if (!theirs) return [ours];
  const { value, clashes } = mergeMembers(base ?? {}, ours, theirs);
  if (base && clashes.length === 0) return [value as unknown as Comment];
  const [first, second] = canonicalText(ours) < canonicalText(theirs) ? [ours, theirs] : [theirs, ours];
  return [first, { ...second, id: idFromText(canonicalText(second), isTaken) }];
}
