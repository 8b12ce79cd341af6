import type { Annotation } from '../../annotation/annotation';
import type { JsonObject } from '../../json/json';
import { EMPTY_SCHEMA } from '../../schema/labelSchema';
import type { Source } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { importedIds } from '../lib/importedIds';
import { lastPart, safePath } from '../lib/safePath';
import { numberIn } from '../lib/wordRows';
import type { Report } from '../report';
import { boxNumbers, boxOfNumbers } from './csvBox';
import { readTable, tablePaths, type CsvTable } from './csvFile';
import { printRow } from './printRow';
import { ImageIndex } from './imageIndex';
import type { TableRow } from './table';
import { NO_LABEL, tagsOfCells } from './tags';

function withoutLineEnd(text: string): string {
  return text.replace(/(?:\r\n|\n|\r)$/, '');
}

/** Rows of one image. */
interface ImageRows {
  readonly path: string;
  readonly source: string | undefined;
  readonly rows: { readonly row: TableRow; readonly index: number }[];
}

/** Reads a table of boxes (a row each), of classes of images, or of both. */
export function readCsv(source: Source, report: Report): LabelSet {
  const [path] = tablePaths(source);
  const table = path === undefined ? undefined : readTable(source, path, report);
  if (!table) return nothing(path, report);
  const images = [...imagesOf(table, source, report).values()];
  const reader = new RowReader(table, source, report);
  return {
    schema: reader.schema,
    imageCount: images.length,
    images: {
      *[Symbol.iterator]() {
        for (const [i, image] of images.entries()) {
          yield reader.image(image);
          report.progress(i + 1, images.length, 'images read');
        }
      },
    },
    foreign: { csv: foreignOf(table) },
  };
}

function foreignOf({ header, headerText, delimiter, units, columns }: CsvTable): JsonObject {
  // A copy as plain JSON: what a column means is part of what is to be written again.
  return {
    ...(header && { header, headerText: withoutLineEnd(headerText) }),
    delimiter,
    units,
    columns: JSON.parse(JSON.stringify(columns)) as JsonObject,
  };
}

function nothing(path: string | undefined, report: Report): LabelSet {
  const message =
    path === undefined
      ? 'There is no .csv or .tsv file.'
      : 'No column of the table names images: say which one does (path=NAME).';
  report.problem({ ...(path !== undefined && { path }), severity: 'error', code: 'csv-no-images', message });
  return { schema: EMPTY_SCHEMA, imageCount: 0, images: [] };
}

function imagesOf(table: CsvTable, source: Source, report: Report): ReadonlyMap<string, ImageRows> {
  const images = new Map<string, ImageRows>();
  const index = new ImageIndex(source.fs, table.path);
  const byCell = new Map<string, ImageRows>();
  for (const [i, row] of table.rows.entries()) {
    const cell = unescaped((row.cells[table.columns.path] ?? '').trim(), source);
    const known = byCell.get(cell) ?? imageNamed(cell, row, index, table, report);
    if (!known) continue;
    const own = images.get(known.path) ?? known;
    byCell.set(cell, own);
    images.set(own.path, own);
    own.rows.push({ row, index: i });
  }
  return images;
}

function imageNamed(
  cell: string,
  { line }: TableRow,
  index: ImageIndex,
  table: CsvTable,
  report: Report,
): ImageRows | undefined {
  const safe = safePath(cell) ?? safePath(lastPart(cell));
  if (safe === undefined) {
    const message = `“${cell.slice(0, 100)}” names no image: the row is left out.`;
    report.problem({ path: table.path, line, severity: 'error', code: 'csv-no-image', message });
    return undefined;
  }
  if (safePath(cell) === undefined) {
    const message = `“${cell.slice(0, 200)}” is not a path below the data set: ${safe} is taken.`;
    report.problem({ path: table.path, line, severity: 'warning', code: 'path-outside', message });
  }
  const found = index.find(cell);
  const extension =
    found === undefined || safe.endsWith(lastPart(found)) ? '' : (/\.[^.]+$/.exec(found)?.[0] ?? '');
  return { path: safe + extension, source: found, rows: [] };
}

/** A cell whose apostrophe was put there against spreadsheets. */
export function unescaped(cell: string, { options }: Pick<Source, 'options'>): string {
  return options['formulas'] === 'escape' && /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}

class RowReader {
  readonly #table: CsvTable;
  readonly #source: Source;
  readonly #report: Report;

  constructor(table: CsvTable, source: Source, report: Report) {
    this.#table = table;
    this.#source = source;
    this.#report = report;
  }

  /** Classes of boxes and of images in the order in which they come. */
  get schema(): LabelSet['schema'] {
    const labels = new Set<string>();
    const tags = new Set<string>(this.#table.columns.classes?.map(({ name }) => name));
    let isMultiple = false;
    for (const { cells } of this.#table.rows) {
      if (this.#hasBox(cells)) labels.add(this.#label(cells));
      const own = this.#tags(cells);
      isMultiple ||= own.length > 1;
      for (const tag of own) tags.add(tag);
    }
    const options = [...tags].map((name) => ({ name }));
    const choice = isMultiple ? ('multiple' as const) : ('single' as const);
    return {
      ...EMPTY_SCHEMA,
      classes: [...labels].map((name) => ({ name, attributes: [] })),
      tags: options.length > 0 ? [{ name: 'class', choice, required: false, options }] : [],
    };
  }

  image({ path, source, rows }: ImageRows): LabeledImage {
    const size = (source === undefined ? undefined : this.#source.imageSize(source)) ??
      this.#source.imageSize(path) ?? { widthPx: 0, heightPx: 0 };
    const annotations: Annotation[] = [];
    const tags = new Set<string>();
    const ids = importedIds(path);
    const aside: JsonObject[] = [];
    for (const { row, index } of rows) {
      const annotation = this.#annotation(row, index, size, ids(annotations.length));
      if (annotation) annotations.push(annotation);
      else aside.push(this.#keptRow(row, index));
      for (const tag of this.#tags(row.cells)) tags.add(tag);
    }
    this.#report.read(path, annotations.length);
    const split = this.#cell(rows[0]?.row.cells ?? [], this.#table.columns.split);
    return {
      path,
      ...(source !== undefined && { source }),
      ...(split !== '' && { split }),
      labelled: true,
      doc: {
        image: { file: lastPart(path), ...size },
        tags: [...tags],
        annotations,
        kept: [],
        ...(aside.length > 0 && { extra: { csv: { rows: aside } } }),
      },
    };
  }

  #annotation(
    row: TableRow,
    index: number,
    size: { readonly widthPx: number; readonly heightPx: number },
    id: string,
  ): Annotation | undefined {
    const { cells, line } = row;
    const { columns, units } = this.#table;
    const numbers = columns.box ? boxNumbers(cells, columns.box) : 'none';
    if (!columns.box || numbers === 'none') return undefined;
    if (numbers === 'bad')
      return this.#tell(line, 'csv-box', 'The box is not four numbers: the row has no box.');
    if (units === 'shares' && (size.widthPx <= 0 || size.heightPx <= 0))
      return this.#tell(
        line,
        'unknown-size',
        'The size of the image is not known, and the box is in shares of it.',
      );
    const shape = boxOfNumbers(numbers, columns.box, units, size);
    if (!shape)
      return this.#tell(line, 'csv-inverted-box', 'The box ends before it begins: the row has no box.');
    const label = this.#label(cells);
    const score = numberIn(this.#cell(cells, columns.score));
    return {
      id,
      label,
      shape,
      ...(score !== undefined && { score }),
      extra: { csv: this.#keptRow(row, index) },
    };
  }

  /** The row as it was; its text too where it is quoted otherwise than it would be written. */
  #keptRow({ cells, source }: TableRow, index: number): JsonObject {
    const text = withoutLineEnd(source);
    const isUsual = text === printRow(cells, this.#table.delimiter);
    return { row: index, cells, ...(!isUsual && { text }) };
  }

  #tell(line: number, code: string, message: string): undefined {
    this.#report.problem({ path: this.#table.path, line, severity: 'error', code, message });
  }

  #cell(cells: readonly string[], at: number | undefined): string {
    return at === undefined ? '' : unescaped((cells[at] ?? '').trim(), this.#source);
  }

  /** Spaces at the ends belong to a name that stands in quotes no less than to one that does not. */
  #label(cells: readonly string[]): string {
    const { label } = this.#table.columns;
    const text = label === undefined ? '' : unescaped(cells[label] ?? '', this.#source);
    return text === '' ? NO_LABEL : text;
  }

  #hasBox(cells: readonly string[]): boolean {
    const { box } = this.#table.columns;
    return box !== undefined && typeof boxNumbers(cells, box) === 'object';
  }

  #tags(cells: readonly string[]): readonly string[] {
    return tagsOfCells(
      cells.map((cell) => unescaped(cell, this.#source)),
      this.#table.columns,
    );
  }
}
