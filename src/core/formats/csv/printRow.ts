import type { Delimiter } from './table';

const NEEDS_QUOTES: Readonly<Record<Delimiter, RegExp>> = {
  ',': /[",\r\n]/,
  ';': /[";\r\n]/,
  '\t': /["\t\r\n]/,
  ' ': /[" \r\n]/,
  '|': /["|\r\n]/,
};

/** A cell as RFC 4180 writes it: in quotes when it holds the delimiter, a quote or a line end. */
export function printCell(value: string, delimiter: Delimiter = ','): string {
  return NEEDS_QUOTES[delimiter].test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** A row without its line end. One empty cell is written `""`: an empty line would be no row to most readers. */
export function printRow(cells: readonly string[], delimiter: Delimiter = ','): string {
  if (cells.length === 1 && cells[0] === '') return '""';
  return cells.map((cell) => printCell(cell, delimiter)).join(delimiter);
}

/**
 * What a spreadsheet would run as a formula when it opens the table: text that begins with `=`, `+`, `-` or `@`, a tab
 * or a carriage return, and is not a number.
 * Source: OWASP, CSV Injection.
 */
export function isFormula(cell: string): boolean {
  return /^[=+\-@\t\r]/.test(cell) && (cell.trim() === '' || !Number.isFinite(Number(cell)));
}

/** The cell with an apostrophe before it when a spreadsheet would run it. */
export function withoutFormula(cell: string): string {
  return isFormula(cell) ? `'${cell}` : cell;
}
