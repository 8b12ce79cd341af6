/** Stretches [from, to) on parallel lines, sorted and apart: those of line i are `ends[starts[i]]` to `ends[starts[i + 1]]`. */
export interface Stretches {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/**
 * The same pixels along the other axis: from columns to rows or back. Only where a line differs from the one before
 * is looked at, so the work is that of the outline and not of the area. `across`: how many lines the result has.
 */
export function transposed({ starts, ends }: Stretches, across: number): Stretches {
  const openSince = new Int32Array(across);
  const found = new Triples();
  for (let line = 0; line < starts.length; line++) {
    const [before, here] = [line === 0 ? 0 : (starts[line - 1] as number), starts[line] as number];
    const after = line + 1 < starts.length ? (starts[line + 1] as number) : here;
    visitChanges(ends, before, here, after, (from, to, opens) => {
      for (let k = from; k < to; k++)
        if (opens) openSince[k] = line;
        else found.add(k, openSince[k] as number, line);
    });
  }
  return found.sorted(across);
}

/** Tells where the stretches of two lines, `ends[a..b)` and `ends[b..c)`, differ. */
function visitChanges(
  ends: Int32Array,
  a: number,
  b: number,
  c: number,
  onChange: (from: number, to: number, opens: boolean) => void,
): void {
  let [i, j, last] = [a, b, 0];
  let wasIn = false;
  let isIn = false;
  while (i < b || j < c) {
    const x = i < b ? (ends[i] as number) : Infinity;
    const y = j < c ? (ends[j] as number) : Infinity;
    const next = Math.min(x, y);
    if (wasIn !== isIn && next > last) onChange(last, next, isIn);
    if (x === next) {
      wasIn = !wasIn;
      i++;
    }
    if (y === next) {
      isIn = !isIn;
      j++;
    }
    last = next;
  }
}

/** Stretches in the order in which they were closed, each with its line. */
class Triples {
  #items = new Int32Array(384);
  #length = 0;

  add(line: number, from: number, to: number): void {
    if (this.#length + 3 > this.#items.length) {
      const larger = new Int32Array(2 * this.#items.length);
      larger.set(this.#items);
      this.#items = larger;
    }
    this.#items[this.#length++] = line;
    this.#items[this.#length++] = from;
    this.#items[this.#length++] = to;
  }

  /** By line; those of one line stay in their order. */
  sorted(lines: number): Stretches {
    const starts = new Int32Array(lines + 1);
    for (let i = 0; i < this.#length; i += 3)
      starts[(this.#items[i] as number) + 1] = 2 + (starts[(this.#items[i] as number) + 1] as number);
    for (let line = 0; line < lines; line++)
      starts[line + 1] = (starts[line] as number) + (starts[line + 1] as number);
    const next = starts.slice();
    const ends = new Int32Array(starts[lines] as number);
    for (let i = 0; i < this.#length; i += 3) {
      const line = this.#items[i] as number;
      const at = next[line] as number;
      ends[at] = this.#items[i + 1] as number;
      ends[at + 1] = this.#items[i + 2] as number;
      next[line] = at + 2;
    }
    return { starts, ends };
  }
}
