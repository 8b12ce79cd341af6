import { alignRows, type AlignRow } from './alignRows';

/** What becomes of the rows of a list, as places in the three versions. Ours is what the result is made from. */
export interface RowPlan {
  /** Taken out of ours. */
  readonly removed: readonly number[];
  /** Only they changed it: theirs takes ours' place. */
  readonly replaced: readonly { readonly ours: number; readonly theirs: number }[];
  /** Both changed it, or both added one of this key (then without a base). */
  readonly both: readonly { readonly base?: number; readonly ours: number; readonly theirs: number }[];
  /** New rows of theirs. */
  readonly added: readonly number[];
  /** Changed by us, removed by them. */
  readonly removedThere: readonly number[];
  /** Removed by us, changed by them: a place in theirs. */
  readonly removedHere: readonly number[];
}

/** True when two rows, given by their places in two versions, say the same. */
export interface SameRow {
  (a: 'base' | 'ours', i: number, b: 'ours' | 'theirs', j: number): boolean;
}

/** Merges three lists row by row. A row that both sides added is in the result once. */
export function planRows(
  base: readonly AlignRow[],
  ours: readonly AlignRow[],
  theirs: readonly AlignRow[],
  isSame: SameRow,
): RowPlan {
  const [mine, other] = [alignRows(base, ours), alignRows(base, theirs)];
  const [oursOf, theirsOf] = [inverse(mine, base.length), inverse(other, base.length)];
  const plan = { removed: [] as number[], replaced: [] as { ours: number; theirs: number }[] };
  const both: { base?: number; ours: number; theirs: number }[] = [];
  const [removedThere, removedHere]: [number[], number[]] = [[], []];
  base.forEach((_, b) => {
    const [o, t] = [oursOf[b] ?? -1, theirsOf[b] ?? -1];
    const [isMine, isTheirs] = [
      o >= 0 && isSame('base', b, 'ours', o),
      t >= 0 && isSame('base', b, 'theirs', t),
    ];
    if (o < 0 && t < 0) return;
    if (t < 0) (isMine ? plan.removed : removedThere).push(o);
    else if (o < 0) {
      if (!isTheirs) removedHere.push(t);
    } else if (isTheirs || isSame('ours', o, 'theirs', t)) return;
    else if (isMine) plan.replaced.push({ ours: o, theirs: t });
    else both.push({ base: b, ours: o, theirs: t });
  });
  const added = newRows(ours, theirs, mine, other, isSame, both);
  return { ...plan, both, added, removedThere, removedHere };
}

function inverse(baseOf: readonly number[], count: number): readonly number[] {
  const sideOf = new Array<number>(count).fill(-1);
  baseOf.forEach((b, at) => {
    if (b >= 0) sideOf[b] = at;
  });
  return sideOf;
}

/** Theirs that are new; those of a key that is new in ours, too, go to `both`. */
function newRows(
  ours: readonly AlignRow[],
  theirs: readonly AlignRow[],
  mine: readonly number[],
  other: readonly number[],
  isSame: SameRow,
  both: { base?: number; ours: number; theirs: number }[],
): readonly number[] {
  const known = new Map<string, number[]>();
  for (let o = ours.length - 1; o >= 0; o--) {
    if (mine[o] !== -1) continue;
    const name = nameOf(ours[o] as AlignRow);
    const list = known.get(name);
    if (list) list.push(o);
    else known.set(name, [o]);
  }
  return theirs.flatMap((row, t) => {
    if (other[t] !== -1) return [];
    const o = known.get(nameOf(row))?.pop();
    if (o === undefined) return [t];
    if (!isSame('ours', o, 'theirs', t)) both.push({ ours: o, theirs: t });
    return [];
  });
}

function nameOf({ key, exact }: AlignRow): string {
  return key === undefined ? `= ${exact}` : `# ${key}`;
}
