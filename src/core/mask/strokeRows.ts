import { SpanBuilder } from './spanBuilder';
import type { Spans } from './spans';

/**
 * Spans of a few rows, added in any order. Each row keeps the span added last apart: a brush goes on where it was,
 * so that most additions only widen it.
 */
export class StrokeRows {
  readonly #top: number;
  readonly #left: Int32Array;
  readonly #right: Int32Array;
  /** Earlier spans of rows that the brush left and came back to: left and right in turn. */
  readonly #more = new Map<number, number[]>();

  /** Rows [top, end) of the image. */
  constructor(top: number, end: number) {
    this.#top = top;
    this.#left = new Int32Array(end - top);
    this.#right = new Int32Array(end - top);
  }

  add(row: number, left: number, right: number): void {
    const r = row - this.#top;
    const lastLeft = this.#left[r] as number;
    const lastRight = this.#right[r] as number;
    if (left <= lastRight && right >= lastLeft && lastLeft < lastRight) {
      if (left < lastLeft) this.#left[r] = left;
      if (right > lastRight) this.#right[r] = right;
      return;
    }
    if (lastLeft < lastRight) this.#keep(r, lastLeft, lastRight);
    this.#left[r] = left;
    this.#right[r] = right;
  }

  #keep(r: number, left: number, right: number): void {
    const more = this.#more.get(r);
    if (more) more.push(left, right);
    else this.#more.set(r, [left, right]);
  }

  finish(): Spans {
    const made = new SpanBuilder(this.#top, this.#left.length, 2 * this.#left.length);
    for (let r = 0; r < this.#left.length; r++) {
      const last = [this.#left[r] as number, this.#right[r] as number] as const;
      for (const [left, right] of sorted(this.#more.get(r), last)) made.add(left, right);
      made.endRow();
    }
    return made.finish();
  }
}

function sorted(
  more: readonly number[] | undefined,
  last: readonly [number, number],
): readonly (readonly [number, number])[] {
  if (!more) return [last];
  const all = [last];
  for (let i = 0; i < more.length; i += 2) all.push([more[i] as number, more[i + 1] as number]);
  return all.sort((a, b) => a[0] - b[0]);
}
