import { sameValue } from '../document';

type Members = Readonly<Record<string, unknown>>;

export interface MergedMembers {
  readonly value: Members;
  /** Members that both sides changed, and differently; ours stands. */
  readonly clashes: readonly string[];
}

/** Three-way merge of an object, member by member. The order of keys does not depend on the side. */
export function mergeMembers(base: object, ours: object, theirs: object): MergedMembers {
  if (sameValue(ours, theirs) || sameValue(base, theirs)) return { value: ours as Members, clashes: [] };
  if (sameValue(base, ours)) return { value: theirs as Members, clashes: [] };
  const [b, o, t] = [mapOf(base), mapOf(ours), mapOf(theirs)];
  const clashes: string[] = [];
  const members: [string, unknown][] = [];
  for (const key of keysOf(b, o, t)) {
    const { value, clash } = mergeValue(b.get(key), o.get(key), t.get(key));
    if (clash) clashes.push(key);
    if (value !== undefined) members.push([key, value]);
  }
  return { value: Object.fromEntries(members), clashes };
}

/** Three-way merge of one value; undefined is absent. Ours stands where both changed it differently. */
export function mergeValue<T>(base: T, ours: T, theirs: T): { readonly value: T; readonly clash: boolean } {
  if (sameValue(ours, theirs) || sameValue(base, theirs)) return { value: ours, clash: false };
  if (sameValue(base, ours)) return { value: theirs, clash: false };
  return { value: ours, clash: true };
}

function mapOf(object: object): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(object).filter(([, value]) => value !== undefined));
}

function keysOf(
  base: ReadonlyMap<string, unknown>,
  ours: ReadonlyMap<string, unknown>,
  theirs: ReadonlyMap<string, unknown>,
): readonly string[] {
  const o = [...ours.keys()].filter((key) => !base.has(key));
  const t = [...theirs.keys()].filter((key) => !base.has(key));
  const added = o.length === 0 || t.length === 0 ? [...o, ...t] : [...new Set([...o, ...t])].sort();
  return [...base.keys(), ...added];
}
