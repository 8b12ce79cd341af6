import type { ConflictSide } from '../annotation';
import { canonicalText } from './canonicalText';
import { mergeList } from './mergeList';

interface Side {
  readonly side: ConflictSide['side'];
  readonly as: unknown;
}

/** The sides that one merge left behind: they begin with its base. */
export type ConflictGroup<S extends Side> = readonly S[];

/** The sides of each merge that is still undecided, in the order of the merges. */
export function groupsOf<S extends Side>(sides: readonly S[] = []): readonly ConflictGroup<S>[] {
  const groups: S[][] = [];
  for (const side of sides) {
    const last = groups.at(-1);
    if (!last || side.side === 'base') groups.push([side]);
    else last.push(side);
  }
  return groups;
}

/** The version of a side in a group; undefined when it has none. */
export function versionIn<S extends Side>(group: ConflictGroup<S>, side: Side['side']): S['as'] | undefined {
  return group.findLast((each) => each.side === side)?.as;
}

/** What is undecided on any side, each once; decided on one side and untouched on the other is decided. */
export function mergeConflicts<S extends Side>(
  base: readonly S[] | undefined,
  ours: readonly S[] | undefined,
  theirs: readonly S[] | undefined,
): readonly S[] {
  if (!ours && !theirs) return [];
  return mergeList(groupsOf(base), groupsOf(ours), groupsOf(theirs), keyOf).flat();
}

/** Adds the sides of one more merge, unless they are there already. */
export function withGroup<S extends Side>(sides: readonly S[], group: ConflictGroup<S>): readonly S[] {
  const key = keyOf(group);
  return groupsOf(sides).some((known) => keyOf(known) === key) ? sides : [...sides, ...group];
}

/** Which side is called ours depends on who merged: it is the same question. */
function keyOf<S extends Side>(group: ConflictGroup<S>): string {
  const text = ({ side, ...rest }: S): string => `${side === 'base' ? 'base' : ''} ${canonicalText(rest)}`;
  return group.map(text).sort().join('\n');
}
