/** How the sides of a conflict are called, and how long its marks are: as `git merge-file -L` and `--marker-size`. */
export interface Marks {
  readonly ours: string;
  readonly theirs: string;
  /** Characters of a mark, 7 usually. */
  readonly size: number;
}

/**
 * One text of two that are equal but for what is in conflict: where lines differ, both stand between git's marks. So
 * everything that could be merged is, and nothing of what could not is lost.
 */
export function markConflicts(ours: string, theirs: string, marks: Marks): string {
  const from = equalHead(ours, theirs);
  const [a, b] = [linesOf(ours.slice(from)), linesOf(theirs.slice(from))];
  const eol = ours.includes('\r\n') ? '\r\n' : '\n';
  const mark = (sign: string, name = ''): string =>
    `${sign.repeat(marks.size)}${name === '' ? '' : ` ${name.replace(/[\r\n]/g, ' ')}`}${eol}`;
  let text = ours.slice(0, from);
  let at = 0;
  for (const [start, to, otherFrom, otherTo] of differences(a, b)) {
    text += a.slice(at, start).join('');
    text += mark('<', marks.ours) + whole(a.slice(start, to), eol) + mark('=');
    text += whole(b.slice(otherFrom, otherTo), eol) + mark('>', marks.theirs);
    at = to;
  }
  return text + a.slice(at).join('');
}

const CHUNK_CHARS = 4096;

/** Where the line begins behind which the texts differ, or a line before it. */
function equalHead(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a.slice(at, at + CHUNK_CHARS) === b.slice(at, at + CHUNK_CHARS)) at += CHUNK_CHARS;
  return at === 0 ? 0 : a.lastIndexOf('\n', Math.min(at, a.length, b.length) - 1) + 1;
}

/** Each with its line break. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function whole(lines: readonly string[], eol: string): string {
  const text = lines.join('');
  return text === '' || text.endsWith('\n') ? text : text + eol;
}

type Difference = readonly [from: number, to: number, otherFrom: number, otherTo: number];

/** More differing lines than this are one block. */
const MAX_STEPS = 400;

/** Runs of lines that differ (Myers, An O(ND) Difference Algorithm, 1986). */
function differences(a: readonly string[], b: readonly string[]): readonly Difference[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  if (start === endA && start === endB) return [];
  const path = shortestPath(a.slice(start, endA), b.slice(start, endB));
  if (!path) return [[start, endA, start, endB]];
  return runsOf(path, endA - start, endB - start).map(([i, j, k, l]) => [
    i + start,
    j + start,
    k + start,
    l + start,
  ]);
}

/** Lines from places of both texts on that are equal. */
type EqualRun = readonly [at: number, otherAt: number, count: number];

/** The equal lines on a shortest way, in order. */
function shortestPath(a: readonly string[], b: readonly string[]): readonly EqualRun[] | undefined {
  const trace: Map<number, number>[] = [];
  let ends = new Map<number, number>([[1, 0]]);
  for (let d = 0; d <= Math.min(MAX_STEPS, a.length + b.length); d++) {
    trace.push(ends);
    const next = new Map(ends);
    for (let k = -d; k <= d; k += 2) {
      let x = isDown(ends, k, d) ? (ends.get(k + 1) ?? 0) : (ends.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) return backtrack(trace, a.length, b.length);
    }
    ends = next;
  }
  return undefined;
}

function isDown(ends: ReadonlyMap<number, number>, k: number, d: number): boolean {
  return k === -d || (k !== d && (ends.get(k - 1) ?? 0) < (ends.get(k + 1) ?? 0));
}

function backtrack(
  trace: readonly ReadonlyMap<number, number>[],
  lengthA: number,
  lengthB: number,
): readonly EqualRun[] {
  const runs: EqualRun[] = [];
  let [x, y] = [lengthA, lengthB];
  for (let d = trace.length - 1; d >= 0; d--) {
    const ends = trace[d] ?? new Map<number, number>();
    const k = x - y;
    const from = isDown(ends, k, d) ? k + 1 : k - 1;
    const fromX = d === 0 ? 0 : (ends.get(from) ?? 0);
    const fromY = d === 0 ? 0 : fromX - from;
    const count = Math.max(0, Math.min(x - fromX, y - fromY, x, y));
    if (count > 0) runs.push([x - count, y - count, count]);
    [x, y] = [fromX, fromY];
  }
  return runs.reverse();
}

function runsOf(equal: readonly EqualRun[], lengthA: number, lengthB: number): readonly Difference[] {
  const runs: Difference[] = [];
  let [i, j] = [0, 0];
  for (const [x, y, count] of [...equal, [lengthA, lengthB, 0] as const]) {
    if (x > i || y > j) runs.push([i, x, j, y]);
    [i, j] = [x + count, y + count];
  }
  return runs;
}
