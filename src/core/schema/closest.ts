/** The names most like `name`, best first: within a third of its length in edits, capitals aside. */
export function closest(name: string, names: readonly string[], count = 3): readonly string[] {
  const limit = Math.max(1, Math.floor(name.length / 3));
  return names
    .map((other) => ({ other, distance: editDistance(name.toLowerCase(), other.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.other < b.other ? -1 : 1))
    .slice(0, count)
    .map(({ other }) => other);
}

/** `; did you mean "polygon"?`, or nothing when no name comes near. */
export function didYouMean(name: string, names: readonly string[]): string {
  const [best] = closest(name, names, 1);
  return best === undefined ? '' : `; did you mean "${best}"?`;
}

const MAX_COMPARED = 100;

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment distance). */
export function editDistance(from: string, to: string): number {
  const [a, b] = [from.slice(0, MAX_COMPARED), to.slice(0, MAX_COMPARED)];
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row.push(cell(a, b, i, j, before, last, row));
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

function cell(
  a: string,
  b: string,
  i: number,
  j: number,
  before: readonly number[],
  last: readonly number[],
  row: readonly number[],
): number {
  const same = a[i - 1] === b[j - 1] ? 0 : 1;
  const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return Math.min(
    (last[j] ?? 0) + 1,
    (row[j - 1] ?? 0) + 1,
    (last[j - 1] ?? 0) + same,
    swapped ? (before[j - 2] ?? 0) + 1 : Infinity,
  );
}
