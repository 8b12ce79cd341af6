/** A row of one version of a label file, as far as it tells which row of another version it was. */
export interface AlignRow {
  /** What names it for good (a COCO id); such rows are paired by nothing else. */
  readonly key?: string;
  /** Its text, without what means nothing. */
  readonly exact: string;
  readonly label: string;
  /** Left, top, right, bottom, in any frame that all versions share; undefined where it has no place. */
  readonly bounds?: Bounds | undefined;
}

export type Bounds = readonly [x0: number, y0: number, x1: number, y1: number];

/** From this overlap on, a row of the same class is the same instance, moved or reshaped. */
const SAME_CLASS_IOU = 0.5;
/** Of another class it has to lie in nearly the same place. */
const OTHER_CLASS_IOU = 0.85;

/**
 * Which base row each row of another version was: an index per row, -1 for a new one. The same text comes first, then
 * class and overlap, then overlap alone, then rows of a class that stand between the same neighbours.
 */
export function alignRows(base: readonly AlignRow[], side: readonly AlignRow[]): readonly number[] {
  const pairs = new Pairs(base.length, side.length);
  pairEqual(base, side, pairs, ({ key }) => key);
  pairEqual(base, side, pairs, ({ key, exact }) => (key === undefined ? exact : undefined));
  pairNear(base, side, pairs);
  pairBetween(base, side, pairs);
  return pairs.baseOf;
}

class Pairs {
  readonly baseOf: number[];
  readonly sideOf: number[];

  constructor(baseCount: number, sideCount: number) {
    this.baseOf = new Array<number>(sideCount).fill(-1);
    this.sideOf = new Array<number>(baseCount).fill(-1);
  }

  make(base: number, side: number): void {
    this.baseOf[side] = base;
    this.sideOf[base] = side;
  }
}

function pairEqual(
  base: readonly AlignRow[],
  side: readonly AlignRow[],
  pairs: Pairs,
  nameOf: (row: AlignRow) => string | undefined,
): void {
  const waiting = new Map<string, number[]>();
  for (let i = base.length - 1; i >= 0; i--) {
    const name = pairs.sideOf[i] === -1 ? nameOf(base[i] as AlignRow) : undefined;
    if (name === undefined) continue;
    const known = waiting.get(name);
    if (known) known.push(i);
    else waiting.set(name, [i]);
  }
  side.forEach((row, j) => {
    const name = pairs.baseOf[j] === -1 ? nameOf(row) : undefined;
    const found = name === undefined ? undefined : waiting.get(name)?.pop();
    if (found !== undefined) pairs.make(found, j);
  });
}

/** More candidates than this are not weighed: only a file that changed as a whole has so many. */
const MAX_CANDIDATES = 200_000;

/** The best overlaps first, each row once. */
function pairNear(base: readonly AlignRow[], side: readonly AlignRow[], pairs: Pairs): void {
  const found: { i: number; j: number; iou: number; isSame: boolean }[] = [];
  const open = placed(base, pairs.sideOf).sort((a, b) => a.bounds[0] - b.bounds[0]);
  for (const other of placed(side, pairs.baseOf)) {
    for (const row of open) {
      if (row.bounds[0] > other.bounds[2] || found.length >= MAX_CANDIDATES) break;
      const iou = overlap(row.bounds, other.bounds);
      const isSame = row.label === other.label;
      if (iou >= (isSame ? SAME_CLASS_IOU : OTHER_CLASS_IOU))
        found.push({ i: row.at, j: other.at, iou, isSame });
    }
  }
  found.sort((a, b) => Number(b.isSame) - Number(a.isSame) || b.iou - a.iou || a.i - b.i || a.j - b.j);
  for (const { i, j } of found) if (pairs.sideOf[i] === -1 && pairs.baseOf[j] === -1) pairs.make(i, j);
}

function placed(
  rows: readonly AlignRow[],
  taken: readonly number[],
): { at: number; label: string; bounds: Bounds }[] {
  return rows.flatMap(({ key, label, bounds }, at) =>
    key === undefined && bounds && taken[at] === -1 ? [{ at, label, bounds }] : [],
  );
}

function overlap(a: Bounds, b: Bounds): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (area(a) + area(b) - shared);
}

function area([x0, y0, x1, y1]: Bounds): number {
  return (x1 - x0) * (y1 - y0);
}

/** As many rows as were there between two neighbours are there still, of the same classes: they were moved far. */
function pairBetween(base: readonly AlignRow[], side: readonly AlignRow[], pairs: Pairs): void {
  let j = 0;
  while (j < side.length) {
    if (pairs.baseOf[j] !== -1) {
      j++;
      continue;
    }
    let end = j;
    while (end < side.length && pairs.baseOf[end] === -1) end++;
    const from = j === 0 ? 0 : (pairs.baseOf[j - 1] ?? -1) + 1;
    const to = end === side.length ? base.length : (pairs.baseOf[end] ?? -1);
    if (to - from === end - j && isOpenRun(base, side, pairs, from, j, end - j))
      for (let k = 0; k < end - j; k++) pairs.make(from + k, j + k);
    j = end;
  }
}

function isOpenRun(
  base: readonly AlignRow[],
  side: readonly AlignRow[],
  { sideOf }: Pairs,
  from: number,
  j: number,
  count: number,
): boolean {
  for (let k = 0; k < count; k++) {
    const [was, is] = [base[from + k], side[j + k]];
    if (!was || !is || sideOf[from + k] !== -1 || was.label !== is.label) return false;
    if (was.key !== undefined || is.key !== undefined) return false;
  }
  return true;
}
