import { sameValue } from '../document';
import { canonicalText } from './canonicalText';

/**
 * Three-way merge of a list without doubles: each side's additions and removals both stand. What stays keeps the
 * order that one side gave it; what both add comes last, in an order that does not depend on the side.
 */
export function mergeList<T>(
  base: readonly T[],
  ours: readonly T[],
  theirs: readonly T[],
  keyOf: (item: T) => string = canonicalText,
): readonly T[] {
  if (sameValue(ours, theirs) || sameValue(base, theirs)) return ours;
  if (sameValue(base, ours)) return theirs;
  const [b, o, t] = [keyed(base, keyOf), keyed(ours, keyOf), keyed(theirs, keyOf)];
  const stays = (key: string): boolean => b.has(key) && o.has(key) && t.has(key);
  const keys = [...orderOf(b, o, t, stays), ...additions(b, o, t)];
  return keys.flatMap((key) => {
    const item = o.get(key) ?? t.get(key);
    return item === undefined ? [] : [item];
  });
}

function keyed<T>(list: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T> {
  return new Map(list.map((item) => [keyOf(item), item]));
}

type Keyed = ReadonlyMap<string, unknown>;

function orderOf(base: Keyed, ours: Keyed, theirs: Keyed, stays: (key: string) => boolean): string[] {
  const staying = (list: Keyed): string[] => [...list.keys()].filter(stays);
  const [b, o, t] = [staying(base), staying(ours), staying(theirs)];
  if (sameValue(b, o)) return t;
  return sameValue(b, t) || sameValue(o, t) ? o : b.sort();
}

function additions(base: Keyed, ours: Keyed, theirs: Keyed): string[] {
  const added = (list: Keyed): string[] => [...list.keys()].filter((key) => !base.has(key));
  const [o, t] = [added(ours), added(theirs)];
  if (o.length === 0 || t.length === 0 || sameValue(o, t)) return o.length > 0 ? o : t;
  return [...new Set([...o, ...t])].sort();
}
