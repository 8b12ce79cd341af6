/** A row that was taken from a text. */
export interface RowScan {
  readonly cells: readonly string[];
  /** Offset after the row and its line end. */
  readonly end: number;
  /** How many lines it covers. */
  readonly lines: number;
  /** Offset of a quote that is never closed: nothing else counts then. */
  readonly openQuote?: number;
}

/**
 * Reads a row that has quotes in it. Without `multiline` a cell in quotes that does not end on its line is read as if
 * the quote were a letter.
 */
export function scanRow(text: string, start: number, delimiter: string, multiline: boolean): RowScan {
  const cells: string[] = [];
  let at = start;
  let lines = 0;
  for (;;) {
    const cell =
      text[at] === '"' ? quotedCell(text, at, delimiter, multiline) : plainCell(text, at, delimiter);
    if (cell.open) return { cells, end: at, lines: 0, openQuote: at };
    cells.push(cell.value);
    lines += cell.lines;
    at = cell.end;
    if (text[at] !== delimiter || at >= text.length) break;
    at++;
  }
  return { cells, end: afterLineEnd(text, at), lines: lines + 1 };
}

interface Cell {
  readonly value: string;
  readonly end: number;
  readonly lines: number;
  readonly open?: boolean;
}

function plainCell(text: string, start: number, delimiter: string): Cell {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end++;
  return { value: text.slice(start, end), end, lines: 0 };
}

function quotedCell(text: string, start: number, delimiter: string, multiline: boolean): Cell {
  const parts: string[] = [];
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (!multiline && hasLineEnd(text, from, quote)) return plainCell(text, start, delimiter);
    if (quote < 0) return { value: '', end: start, lines: 0, open: true };
    parts.push(text.slice(from, quote));
    from = quote + 1;
    if (text[from] !== '"') break;
    parts.push('"');
    from++;
  }
  const rest = plainCell(text, from, delimiter);
  return { value: parts.join('') + rest.value, end: rest.end, lines: lineCount(text, start, from) };
}

function hasLineEnd(text: string, from: number, to: number): boolean {
  if (to < 0) return true;
  const piece = text.slice(from, to);
  return piece.includes('\n') || piece.includes('\r');
}

/** Line ends (LF, CRLF, CR) in a stretch. */
function lineCount(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) {
    const char = text[at];
    if (char === '\n' || (char === '\r' && text[at + 1] !== '\n')) count++;
  }
  return count;
}

function afterLineEnd(text: string, at: number): number {
  if (text[at] === '\r') return text[at + 1] === '\n' ? at + 2 : at + 1;
  return text[at] === '\n' ? at + 1 : at;
}
