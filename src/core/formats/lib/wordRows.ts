import type { Problem } from '../../problem';

/** A line with something in it, cut at white space. */
export interface WordRow {
  /** 1-based. */
  readonly line: number;
  readonly words: readonly string[];
  /** The line as it stands, without its line end. */
  readonly text: string;
}

export function* wordRows(text: string): Generator<WordRow> {
  let line = 0;
  for (const each of text.split(/\r\n|\n|\r/)) {
    line++;
    const trimmed = each.trim();
    if (trimmed !== '') yield { line, words: trimmed.split(/\s+/), text: each };
  }
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** A finite decimal number; undefined for anything else, `nan` and `0x10` too. */
export function numberIn(word: string | undefined): number | undefined {
  if (word === undefined || !NUMBER.test(word)) return undefined;
  const value = Number(word);
  return Number.isFinite(value) ? value : undefined;
}

/** All as numbers, or the first that is none. */
export function numbersIn(words: readonly string[]): readonly number[] | string {
  const numbers: number[] = [];
  for (const word of words) {
    const value = numberIn(word);
    if (value === undefined) return word;
    numbers.push(value);
  }
  return numbers;
}

export function notNumber(word: string, code: string, line: number): Problem {
  const message = `“${word.slice(0, 40)}” is not a number: the row is left out.`;
  return { severity: 'error', code, line, message };
}
