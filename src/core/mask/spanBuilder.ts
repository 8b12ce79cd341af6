import { NO_SPANS, type Spans } from './spans';

/** Puts spans together from top to bottom and from left to right; touching ones become one. */
export class SpanBuilder {
  readonly #top: number;
  #starts: Int32Array;
  #rows = 0;
  #xs: Int32Array;
  #count = 0;
  #rowStart = 0;

  /** `top`: the first row, image pixels. `rows` and `ends`: how much room is likely to be needed. */
  constructor(top: number, rows: number, ends: number) {
    this.#top = top;
    this.#starts = new Int32Array(Math.max(16, rows + 1));
    this.#xs = new Int32Array(Math.max(64, ends));
  }

  /** Adds columns [left, right) to the row in hand, none of them left of what it has. */
  add(left: number, right: number): void {
    if (right <= left) return;
    const last = this.#count - 1;
    if (last > this.#rowStart && left <= (this.#xs[last] as number)) {
      if (right > (this.#xs[last] as number)) this.#xs[last] = right;
      return;
    }
    if (this.#count + 2 > this.#xs.length) this.#xs = grown(this.#xs, this.#count + 2);
    this.#xs[this.#count++] = left;
    this.#xs[this.#count++] = right;
  }

  /** Ends the row in hand. */
  endRow(): void {
    this.#rowStart = this.#count;
    if (++this.#rows >= this.#starts.length) this.#starts = grown(this.#starts, this.#rows + 1);
    this.#starts[this.#rows] = this.#count;
  }

  /** Copies whole rows [fromRow, toRow) of another region; the row in hand must be empty. */
  copyRows({ y, starts, xs }: Spans, fromRow: number, toRow: number): void {
    const from = starts[fromRow - y] as number;
    const to = starts[toRow - y] as number;
    if (this.#count + to - from > this.#xs.length) this.#xs = grown(this.#xs, this.#count + to - from);
    this.#xs.set(xs.subarray(from, to), this.#count);
    for (let row = fromRow; row < toRow; row++) {
      this.#count += (starts[row - y + 1] as number) - (starts[row - y] as number);
      this.endRow();
    }
  }

  /** The region; empty rows above and below are left out. */
  finish(): Spans {
    let first = 0;
    let end = this.#rows;
    while (first < end && this.#starts[first + 1] === 0) first++;
    while (end > first && this.#starts[end - 1] === this.#count) end--;
    if (first === end) return NO_SPANS;
    const starts = this.#starts.slice(first, end + 1);
    const xs = this.#xs.slice(0, this.#count);
    return { y: this.#top + first, heightPx: end - first, ...sides(starts, xs), starts, xs };
  }
}

function grown(array: Int32Array, atLeast: number): Int32Array {
  const larger = new Int32Array(Math.max(atLeast, 2 * array.length));
  larger.set(array);
  return larger;
}

function sides(starts: Int32Array, xs: Int32Array): { left: number; right: number } {
  let left = Infinity;
  let right = -Infinity;
  for (let r = 0; r + 1 < starts.length; r++) {
    const from = starts[r] as number;
    const to = starts[r + 1] as number;
    if (from === to) continue;
    if ((xs[from] as number) < left) left = xs[from] as number;
    if ((xs[to - 1] as number) > right) right = xs[to - 1] as number;
  }
  return { left, right };
}
