import type { BigText } from './bigText';

/** 1-based line and column of a place; a column counts the text's units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

const STEP = 1024 * 1024;

/** Turns offsets of a text into lines and columns. Nothing is done before the first question. */
export class Places {
  readonly #text: BigText;
  /** For every full step: how many line ends stand before it, and where the last one is. */
  #lines: Float64Array | undefined;
  #lastEnds: Float64Array | undefined;

  constructor(text: BigText) {
    this.#text = text;
  }

  at(offset: number): Place {
    if (!this.#lines) this.#survey();
    const step = Math.floor(offset / STEP);
    let line = this.#lines?.[step] ?? 0;
    let last = this.#lastEnds?.[step] ?? -1;
    const piece = this.#units(step * STEP, offset);
    for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', at + 1)) {
      line++;
      last = step * STEP + at;
    }
    return { line: line + 1, column: offset - last };
  }

  #survey(): void {
    const count = Math.floor(this.#text.length / STEP) + 1;
    this.#lines = new Float64Array(count);
    this.#lastEnds = new Float64Array(count).fill(-1);
    let lines = 0;
    let last = -1;
    for (let step = 0; step < count; step++) {
      this.#lines[step] = lines;
      this.#lastEnds[step] = last;
      const piece = this.#units(step * STEP, (step + 1) * STEP);
      for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', at + 1)) {
        lines++;
        last = step * STEP + at;
      }
    }
  }

  /** One character for each unit. */
  #units(start: number, end: number): string {
    const upTo = Math.min(end, this.#text.length);
    if (upTo <= start) return '';
    return this.#text.isWhole
      ? this.#text.slice(start, upTo)
      : this.#text.window(start).slice(0, upTo - start);
  }
}
