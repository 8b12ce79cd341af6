import type { Problem } from '../../problem';
import { scanRow, type RowScan } from './scanRow';

/*
 * Tables of text (RFC 4180): cells are text and never taken for numbers or dates, and each row keeps its source, so
 * that what nobody changed is written back as it was. Quotes inside a cell that does not begin with one, and text
 * after a closing quote, are read as Python's `csv` reads them.
 */

/** One row as it stands in the file. */
export interface TableRow {
  /** Values of the cells, without quotes. */
  readonly cells: readonly string[];
  /** The row's text with its line end; rows in order, joined, are the file. */
  readonly source: string;
  /** 1-based line on which it begins. */
  readonly line: number;
}

/** What separates cells. */
export type Delimiter = ',' | ';' | '\t' | ' ' | '|';

export interface TableOptions {
  readonly delimiter: Delimiter;
  /** Hears of quotes that are never closed. */
  readonly problem?: (problem: Problem) => void;
}

/** Rows of a text, made as they are asked for; empty lines come as rows of one empty cell. A byte order mark is cut. */
export function* tableRows(text: string, options: TableOptions): Generator<TableRow> {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let line = 1;
  let multiline = true;
  const ends = new LineEnds(text);
  while (at < text.length) {
    const row = readRow(text, at, ends, options, multiline);
    if (row.openQuote !== undefined) {
      // Whatever follows would belong to that cell: from here on, a cell ends with its line.
      multiline = false;
      options.problem?.(openQuoteProblem(line));
      continue;
    }
    yield { cells: row.cells, source: text.slice(at, row.end), line };
    line += row.lines;
    at = row.end;
  }
}

function readRow(
  text: string,
  at: number,
  ends: LineEnds,
  options: TableOptions,
  multiline: boolean,
): RowScan {
  const [stop, end] = ends.after(at);
  const content = text.slice(at, stop);
  if (!content.includes('"')) return { cells: content.split(options.delimiter), end, lines: 1 };
  return scanRow(text, at, options.delimiter, multiline);
}

/** Finds line ends (LF, CRLF, CR) of a text that is walked once from front to back. */
class LineEnds {
  readonly #text: string;
  #lf = -1;
  #cr = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** Where the line at `at` stops, and where the next one begins. */
  after(at: number): readonly [stop: number, end: number] {
    if (this.#lf < at) this.#lf = this.#find('\n', at);
    if (this.#cr < at) this.#cr = this.#find('\r', at);
    const stop = Math.min(this.#lf, this.#cr);
    if (stop === this.#lf) return [stop, Math.min(stop + 1, this.#text.length)];
    return [stop, this.#lf === stop + 1 ? stop + 2 : stop + 1];
  }

  #find(char: string, from: number): number {
    const at = this.#text.indexOf(char, from);
    return at < 0 ? this.#text.length : at;
  }
}

function openQuoteProblem(line: number): Problem {
  return {
    severity: 'error',
    code: 'csv-open-quote',
    line,
    message:
      'A quote is opened here and never closed; it is read as text. Close it, or write it as "" in quotes.',
  };
}

const CANDIDATES: readonly Delimiter[] = [',', ';', '\t', '|'];

/** The delimiter that splits the first line into most cells; a comma when none does. */
export function guessDelimiter(text: string): Delimiter {
  const head = text.slice(0, 100_000);
  let best: Delimiter = ',';
  let most = 1;
  for (const delimiter of CANDIDATES) {
    const count = tableRows(head, { delimiter }).next().value?.cells.length ?? 1;
    if (count > most) [best, most] = [delimiter, count];
  }
  return best;
}
