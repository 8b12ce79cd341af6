import type { Source } from '../format';
import { headOf, readTextOr } from '../lib/readTextOr';
import { joined } from '../lib/safePath';
import type { Report } from '../report';
import { listed } from '../yolo/dataSet';
import { classColumns, columnsByCells, columnsByHeader, isImageCell, type CsvColumns } from './columns';
import { boxNumbers, type Units } from './csvBox';
import { guessDelimiter, tableRows, type Delimiter, type TableRow } from './table';

/** A table of boxes or classes, and what its columns mean. */
export interface CsvTable {
  readonly path: string;
  readonly delimiter: Delimiter;
  /** Cells of the header; undefined when there is none. */
  readonly header: readonly string[] | undefined;
  /** The header's row as it stands. */
  readonly headerText: string;
  readonly columns: CsvColumns;
  readonly units: Units;
  readonly rows: readonly TableRow[];
}

/** The header that is written where no table was read. */
export const OWN_HEADER = [
  'path',
  'split',
  'label',
  'xmin',
  'ymin',
  'xmax',
  'ymax',
  'score',
  'tags',
] as const;

/** Tables of a source: the file that was named, or those at the root and in the folders there. */
export function tablePaths({ fs, file }: Source): readonly string[] {
  if (file !== undefined) return /\.(?:csv|tsv|txt)$/i.test(file) ? [file] : [];
  const at = (folder: string): readonly string[] =>
    listed(fs, folder).flatMap(({ name, kind }) =>
      kind === 'file' && /\.(?:csv|tsv)$/i.test(name) ? [joined(folder, name)] : [],
    );
  const folders = listed(fs, '').flatMap(({ name, kind }) => (kind === 'folder' ? [name] : []));
  return [...at(''), ...folders.slice(0, 50).flatMap(at)];
}

const DELIMITERS: Readonly<Record<string, Delimiter>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  space: ' ',
  ',': ',',
  ';': ';',
};

/** The delimiter that an option names. */
export function delimiterOf(option: string | undefined): Delimiter | undefined {
  return option !== undefined && Object.hasOwn(DELIMITERS, option) ? DELIMITERS[option] : undefined;
}

/** Reads a table whole; undefined when no column names images. */
export function readTable(source: Source, path: string, report: Report): CsvTable | undefined {
  const text = readTextOr(source.fs, path, report);
  return text === undefined ? undefined : parseTable(text, path, source, report);
}

/** The table's beginning, for recognising it. */
export function tableHead(source: Source, path: string): CsvTable | undefined {
  const head = headOf(source.fs, path, 65_536);
  return parseTable(head, path, source, { problem: () => undefined });
}

/** Rows that are looked at for what columns hold. */
const SAMPLE = 2000;

function parseTable(
  text: string,
  path: string,
  { options }: Source,
  report: Pick<Report, 'problem'>,
): CsvTable | undefined {
  const delimiter = delimiterOf(options['delimiter']) ?? usualDelimiter(text, path);
  const all = [
    ...tableRows(text, { delimiter, problem: (problem) => report.problem({ ...problem, path }) }),
  ].filter(({ cells }) => cells.length > 1 || cells[0] !== '');
  const [first, ...rest] = all;
  if (!first) return undefined;
  const byHeader =
    options['header'] === 'no' || isData(first) ? undefined : columnsByHeader(first.cells, options);
  const columns = byHeader ?? columnsByCells(first.cells, options);
  if (!columns) return undefined;
  const rows = byHeader ? rest : all;
  const sample = rows.slice(0, SAMPLE).map(({ cells }) => cells);
  const header = byHeader ? first.cells : undefined;
  const full = header ? classColumns(header, sample, columns) : columns;
  return {
    path,
    delimiter,
    header,
    headerText: header ? first.source : '',
    columns: full,
    units: unitsOf(full, sample, header, options),
    rows,
  };
}

/** Kaggle's `1.jpg dog` has no comma. */
function usualDelimiter(text: string, path: string): Delimiter {
  const guessed = guessDelimiter(text);
  const [line = ''] = text.split(/[\r\n]/, 1);
  const isSpaced = guessed === ',' && !line.includes(',') && !path.endsWith('.csv') && line.includes(' ');
  return isSpaced ? ' ' : guessed === '|' ? ',' : guessed;
}

/** A header holds no image. */
function isData({ cells }: TableRow): boolean {
  return cells.some(isImageCell);
}

/** Shares are never above 1, and hardly ever all whole. Relabel's own tables are in pixels. */
function unitsOf(
  { box }: CsvColumns,
  rows: readonly (readonly string[])[],
  header: readonly string[] | undefined,
  options: Readonly<Record<string, string>>,
): Units {
  const told = options['units'];
  if (told === 'pixels' || told === 'shares') return told;
  if (!box || header?.join() === OWN_HEADER.join()) return 'pixels';
  const numbers = rows.flatMap((cells) => {
    const found = boxNumbers(cells, box);
    return typeof found === 'object' ? found : [];
  });
  const isShares =
    numbers.every((value) => Math.abs(value) <= 1.01) && numbers.some((value) => value % 1 !== 0);
  return isShares ? 'shares' : 'pixels';
}
