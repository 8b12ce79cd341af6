import { median, rangeOf } from './statistics';

/** Prints rows below their heads; the first column is left aligned, the others, being numbers, right. */
export function printTable(heads: readonly string[], rows: readonly (readonly string[])[]): void {
  const all = [heads, heads.map(() => ''), ...rows];
  const widths = heads.map((_, column) => Math.max(...all.map((cells) => (cells[column] ?? '').length)));
  all[1] = widths.map((width) => '-'.repeat(width));
  for (const cells of all)
    console.log(widths.map((width, column) => aligned(cells[column] ?? '', width, column)).join('  '));
}

function aligned(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

/** Median, range and the ratio of the medians, for a row of a table; times in milliseconds. */
export function timeCells(timesMs: readonly number[], besideMs?: readonly number[]): string[] {
  const [low, high] = rangeOf(timesMs);
  const ratio = besideMs ? `${(median(timesMs) / median(besideMs)).toFixed(2)} x` : '';
  return [`${shown(median(timesMs))} ms`, `${shown(low)} to ${shown(high)}`, ratio];
}

function shown(value: number): string {
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}
