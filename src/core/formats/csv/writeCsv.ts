import type { Annotation } from '../../annotation/annotation';
import { isArray, isObject, type Json } from '../../json/json';
import type { Target } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { numberIn } from '../lib/wordRows';
import { columnsByHeader, type CsvColumns } from './columns';
import { numbersOfBox, withBox, type Units } from './csvBox';
import { delimiterOf, OWN_HEADER } from './csvFile';
import { printRow, withoutFormula } from './printRow';
import { isYes, NO_LABEL, splitTags, TAG_SEPARATOR, tagsOfCells } from './tags';
import type { Delimiter } from './table';

/** What a table looks like that is written. */
interface Layout {
  readonly header: readonly string[] | undefined;
  /** The header's row as it was read. */
  readonly headerText?: string;
  readonly columns: CsvColumns;
  readonly units: Units;
  readonly delimiter: Delimiter;
}

const CLASS_HEADER = ['path', 'split', 'class'];

/** Writes one table: a row for each box, for the tags of an image, and for an image that has neither. */
export function writeCsv(set: LabelSet, target: Target, name: string): void {
  const layout = layoutOf(set, target);
  const writer = new RowWriter(layout, target);
  let done = 0;
  for (const image of set.images) {
    target.image(image.path, image.path);
    writer.image(image);
    target.report.progress(++done, set.imageCount, 'images written');
  }
  target.fs.writeText(name, writer.text);
}

/** The table that was read, when it has a place for boxes or tags; else Relabel's own columns. */
function layoutOf({ foreign }: LabelSet, { options }: Target): Layout {
  const delimiter = delimiterOf(options['delimiter']);
  const read = options['table'] === undefined ? readLayout(foreign?.['csv']) : undefined;
  if (read)
    return delimiter === undefined || delimiter === read.delimiter ? read : otherwise(read, delimiter);
  const header = options['table'] === 'classes' ? CLASS_HEADER : OWN_HEADER;
  const columns = columnsByHeader(header, {}) ?? { path: 0 };
  const units = options['units'] === 'shares' ? 'shares' : 'pixels';
  return { header: [...header], columns, units, delimiter: delimiter ?? ',' };
}

/** Texts of rows hold for the delimiter that they were read with. */
function otherwise({ header, columns, units }: Layout, delimiter: Delimiter): Layout {
  return { header, columns, units, delimiter };
}

function readLayout(foreign: Json | undefined): Layout | undefined {
  if (!isObject(foreign) || !isObject(foreign['columns'])) return undefined;
  const columns = foreign['columns'] as unknown as CsvColumns;
  if (typeof columns.path !== 'number') return undefined;
  const delimiter = delimiterOf(foreign['delimiter'] === '\t' ? 'tab' : String(foreign['delimiter'])) ?? ',';
  const header = isArray(foreign['header']) ? foreign['header'].map(String) : undefined;
  const units = foreign['units'] === 'shares' ? 'shares' : 'pixels';
  const { headerText } = foreign;
  return { header, columns, units, delimiter, ...(typeof headerText === 'string' && { headerText }) };
}

interface Line {
  /** Row of the table that was read, or just behind the one before. */
  readonly order: number;
  readonly text: string;
}

const LOST = {
  box: { code: 'boxes-dropped', message: 'boxes are dropped: the table has no columns for them' },
  size: { code: 'unknown-size', message: 'boxes are dropped: the size of their image is not known' },
  tags: { code: 'tags-dropped', message: 'tags of images are dropped: the table has no column for them' },
  score: { code: 'score-dropped', message: 'scores are dropped: the table has no column for them' },
  split: { code: 'split-dropped', message: 'images no longer say which split they belong to' },
  name: { code: 'name-changed', message: 'names lose what the table takes for something else' },
} as const;

/** Makes the rows of images; cells that would be formulas are told once. */
class RowWriter {
  readonly #layout: Layout;
  readonly #target: Target;
  readonly #lines: Line[] = [];
  #formulas = 0;

  constructor(layout: Layout, target: Target) {
    this.#layout = layout;
    this.#target = target;
  }

  /** The whole table. Rows that were read stand in their old order. */
  get text(): string {
    const { header, headerText, delimiter } = this.#layout;
    const first = header ? [`${headerText ?? printRow(header, delimiter)}\n`] : [];
    if (this.#formulas > 0) this.#target.report.problem(formulas(this.#formulas, this.#escapes));
    return [...first, ...inOrder(this.#lines).map(({ text }) => `${text}\n`)].join('');
  }

  get #escapes(): boolean {
    return this.#target.options['formulas'] === 'escape';
  }

  image(image: LabeledImage): void {
    const { path, labelled, doc } = image;
    const before = this.#lines.length;
    let order = this.#tagRow(image);
    let count = 0;
    for (const annotation of doc.annotations) {
      const line = this.#boxRow(image, annotation, order);
      if (!line) continue;
      order = line.order;
      this.#lines.push(line);
      count++;
    }
    const isSaid = this.#lines.length > before;
    if (!isSaid && (labelled || doc.annotations.length > 0)) this.#emptyRow(image);
    this.#target.report.wrote(path, count);
  }

  #boxRow(image: LabeledImage, annotation: Annotation, after: number): Line | undefined {
    const { columns, units } = this.#layout;
    const { path, doc } = image;
    const { shape, score, extra } = annotation;
    if (shape.kind !== 'box' || !columns.box) return this.#lost(path, 'box');
    if (units === 'shares' && (doc.image.widthPx <= 0 || doc.image.heightPx <= 0))
      return this.#lost(path, 'size');
    const { cells, order } = this.#cells(extra?.['csv'], after);
    if (columns.label !== undefined) this.#setLabel(cells, columns.label, annotation.label, path);
    this.#common(cells, image);
    withBox(
      cells,
      columns.box,
      numbersOfBox(shape, columns.box, units, doc.image),
      toleranceOf(units, doc.image),
    );
    if (columns.score === undefined) {
      if (score !== undefined) this.#lost(path, 'score');
    } else if (score !== numberIn((cells[columns.score] ?? '').trim()))
      cells[columns.score] = score === undefined ? '' : String(score);
    return { order, text: this.#print(cells, extra?.['csv']) };
  }

  #lost(path: string, what: keyof typeof LOST, count = 1): undefined {
    this.#target.report.loss(path, LOST[what], count);
  }

  /** Cells as they were read, or empty ones. */
  #cells(kept: Json | undefined, after: number): { cells: string[]; order: number } {
    const { header, columns } = this.#layout;
    const read = isObject(kept) && isArray(kept['cells']) ? kept['cells'] : undefined;
    const row = isObject(kept) ? kept['row'] : undefined;
    const order = typeof row === 'number' ? row : after;
    if (read) return { cells: read.map((cell) => (typeof cell === 'string' ? cell : '')), order };
    const width = header?.length ?? 1 + Math.max(...placesOf(columns));
    return { cells: new Array<string>(width).fill(''), order };
  }

  #common(cells: string[], { path, split }: LabeledImage): void {
    const { columns } = this.#layout;
    if ((cells[columns.path] ?? '') === '') this.#set(cells, columns.path, path);
    if (columns.split !== undefined) this.#set(cells, columns.split, split ?? '');
    else if (split !== undefined) this.#lost(path, 'split');
  }

  /** A cell that says the same already keeps its spaces. */
  #set(cells: string[], at: number, value: string): void {
    const isFormula = withoutFormula(value) !== value;
    if (isFormula) this.#formulas++;
    const text = isFormula && this.#escapes ? withoutFormula(value) : value;
    if (cells[at] !== text && (value === '' || cells[at]?.trim() !== text)) cells[at] = text;
  }

  /** A row without a name is read as one of an `object`, and stays without. */
  #setLabel(cells: string[], at: number, label: string, path: string): void {
    if (label === '') this.#lost(path, 'name');
    const isNameless =
      label === NO_LABEL && cells[at] === '' && (cells[this.#layout.columns.path] ?? '') !== '';
    if (!isNameless) this.#set(cells, at, label);
  }

  /** The row of the image's tags; where the rows after it belong. */
  #tagRow(image: LabeledImage): number {
    const { doc, path } = image;
    const last = this.#lines.at(-1)?.order ?? -1;
    const tags = doc.tags.map((tag) => this.#tag(tag, path));
    const kept = asideOf(doc.extra?.['csv']);
    if (kept.length === 0 && tags.length === 0) return last;
    const at = this.#layout.columns.tags ?? this.#layout.columns.label;
    const { classes } = this.#layout.columns;
    if (at === undefined && !classes) this.#lost(path, 'tags', tags.length);
    // Several rows of one image say its tags together: they stay as long as they do.
    const isSame = kept.length > 1 && this.#sameAsIn(kept, tags);
    for (const row of kept.length > 0 ? (isSame ? kept : kept.slice(0, 1)) : [undefined]) {
      const { cells, order } = this.#cells(row, last);
      this.#common(cells, image);
      if (!isSame) this.#setTags(cells, at, tags, path);
      if (row !== undefined || at !== undefined || classes)
        this.#lines.push({ order, text: this.#print(cells, row) });
    }
    return this.#lines.at(-1)?.order ?? last;
  }

  #sameAsIn(kept: readonly Json[], tags: readonly string[]): boolean {
    const { columns } = this.#layout;
    const read = kept.flatMap((row) => tagsOfCells(this.#cells(row, 0).cells, columns));
    return sameList([...new Set(read)], tags);
  }

  #tag(tag: string, path: string): string {
    const plain = tag.replaceAll(TAG_SEPARATOR, '/').trim();
    if (plain !== tag) this.#lost(path, 'name');
    return plain;
  }

  #setTags(cells: string[], at: number | undefined, tags: readonly string[], path: string): void {
    const { classes } = this.#layout.columns;
    if (!classes) {
      if (at !== undefined && !sameTags(cells[at] ?? '', tags))
        this.#set(cells, at, tags.join(TAG_SEPARATOR));
      return;
    }
    const names = new Set(classes.map(({ name }) => name));
    for (const { at: place, name } of classes) {
      const wanted = tags.includes(name);
      if (isYes(cells[place]) !== wanted) cells[place] = wanted ? '1' : '0';
    }
    const more = tags.filter((tag) => !names.has(tag)).length;
    if (more > 0) this.#lost(path, 'tags', more);
  }

  #emptyRow(image: LabeledImage): void {
    const { cells, order } = this.#cells(undefined, this.#lines.at(-1)?.order ?? -1);
    this.#common(cells, image);
    for (const { at } of this.#layout.columns.classes ?? []) cells[at] = '0';
    this.#lines.push({ order, text: this.#print(cells, undefined) });
  }

  /** The row as it was read, while no cell of it is another. */
  #print(cells: readonly string[], kept: Json | undefined): string {
    const { delimiter, header, headerText } = this.#layout;
    const text = isObject(kept) ? kept['text'] : undefined;
    const read = isObject(kept) && isArray(kept['cells']) ? kept['cells'] : [];
    const isOwn = headerText !== undefined || header === undefined;
    const isSame = isOwn && read.length === cells.length && cells.every((cell, i) => cell === read[i]);
    return isSame && typeof text === 'string' ? text : printRow(cells, delimiter);
  }
}

function asideOf(kept: Json | undefined): readonly Json[] {
  const rows = isObject(kept) ? kept['rows'] : undefined;
  return isArray(rows) ? rows : [];
}

function placesOf({ path, label, split, score, tags, box, classes }: CsvColumns): readonly number[] {
  const more = [...(box?.at ?? []), ...(classes ?? []).map(({ at }) => at)];
  return [path, label ?? 0, split ?? 0, score ?? 0, tags ?? 0, ...more];
}

/** A hundred-thousandth of a pixel: arithmetic is no edit. */
function toleranceOf(units: Units, { widthPx, heightPx }: LabeledImage['doc']['image']): number {
  return units === 'shares' ? 1e-5 / Math.max(1, widthPx, heightPx) : 1e-5;
}

function sameTags(cell: string, tags: readonly string[]): boolean {
  return sameList(splitTags(cell), tags);
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

/** Stable: rows of equal order keep theirs. */
function inOrder(lines: readonly Line[]): readonly Line[] {
  const isSorted = lines.every(({ order }, i) => i === 0 || (lines[i - 1]?.order ?? 0) <= order);
  return isSorted ? lines : [...lines].sort((a, b) => a.order - b.order);
}

function formulas(count: number, isEscaped: boolean) {
  const what = isEscaped
    ? 'have an apostrophe before them so that no spreadsheet runs them; read them with formulas=escape, too'
    : 'begin as a formula does: a spreadsheet would run them (formulas=escape puts an apostrophe before them)';
  return { severity: 'info', code: 'csv-formula', message: `${count} cells ${what}.` } as const;
}
