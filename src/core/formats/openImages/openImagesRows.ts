import { tableRows } from '../csv/table';
import type { ReadFs } from '../fs';
import { textOf } from '../lib/readText';
import type { Report } from '../report';

/** A row, its cells by the names of the header's columns. */
export interface NamedRow {
  readonly get: (column: string) => string | undefined;
  readonly line: number;
  readonly columns: readonly string[];
}

/** The rows of a table below its header; those with a wrong number of cells are told. */
export function* namedRows(fs: ReadFs, path: string, report: Report): Generator<NamedRow> {
  const text = textOf(fs, path, report);
  if (text === undefined) return;
  let columns: readonly string[] | undefined;
  let places = new Map<string, number>();
  for (const { cells, line } of tableRows(text, {
    delimiter: ',',
    problem: (each) => report.problem({ ...each, path }),
  })) {
    if (cells.length === 1 && cells[0]?.trim() === '') continue;
    if (!columns) {
      columns = cells.map((cell) => cell.trim());
      places = new Map(columns.map((name, at) => [name, at]));
      continue;
    }
    if (cells.length !== columns.length) {
      const message = `The row has ${cells.length} cells, the header ${columns.length}.`;
      report.problem({ severity: 'warning', code: 'csv-columns', path, line, message });
    }
    const get = (column: string): string | undefined => {
      const at = places.get(column);
      return at === undefined ? undefined : cells[at];
    };
    yield { get, line, columns };
  }
}

/** `name,description` without a header up to version 5, with one later. */
export function classRows(
  fs: ReadFs,
  path: string,
  report: Report,
): readonly (readonly [id: string, name: string])[] {
  const text = textOf(fs, path, report) ?? '';
  const rows = [...tableRows(text, { delimiter: ',', problem: (each) => report.problem({ ...each, path }) })];
  return rows
    .filter(({ cells }, i) => (cells[0] ?? '') !== '' && !(i === 0 && cells[0] === 'LabelName'))
    .map(({ cells }) => [cells[0] ?? '', cells[1] ?? cells[0] ?? '']);
}
