import type { Annotation } from '../annotation/annotation';

/**
 * The annotations in which two lists differ, both sides: what was there and what is there now. Both lists are sorted
 * by id; equal means the same value (identity), so the walk is a plain comparison of references.
 */
export function changedAnnotations(
  before: readonly Annotation[],
  after: readonly Annotation[],
): { readonly gone: readonly Annotation[]; readonly fresh: readonly Annotation[] } {
  const gone: Annotation[] = [];
  const fresh: Annotation[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const old = before[i];
    const now = after[j];
    if (old === now) {
      i++;
      j++;
      continue;
    }
    const oldFirst = old !== undefined && (now === undefined || old.id <= now.id);
    const nowFirst = now !== undefined && (old === undefined || now.id <= old.id);
    if (oldFirst) {
      gone.push(old);
      i++;
    }
    if (nowFirst) {
      fresh.push(now);
      j++;
    }
  }
  return { gone, fresh };
}
