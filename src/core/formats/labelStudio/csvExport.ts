import type { Json, JsonObject } from '../../json/json';
import { readJson } from '../../json/exact';
import { isObject } from '../../json/json';
import { isFormula, withoutFormula } from '../csv/printRow';
import { tableRows } from '../csv/table';
import type { Detection, Format, Source, Target } from '../format';
import type { LabelSet } from '../labelSet';
import { headOf, readTextOr } from '../lib/readTextOr';
import type { Report } from '../report';
import { configBeside } from './configFile';
import { Controls } from './controls';
import { FLAT_HOLDS } from './flatHolds';
import { CONFIG_OPTION, ROOT_OPTION } from './labelstudio';
import { FAMILY } from './names';
import { printCompact } from './printCompact';
import { readTaskSources } from './readSet';
import { answerColumns, RecordTasks, type PlacedRecord } from './records';
import { flatRecord, type FlatRecord } from './writeRecord';
import { configOf } from './writeSet';

/*
 * Label Studio's CSV and TSV exports: a row for an annotation; columns sorted by name; texts in quotes and numbers bare
 * (Python's QUOTE_NONNUMERIC), rows ending with CR LF; a single choice as its text, everything else as JSON. Values are
 * in percent, as in its tasks.
 * Source: HumanSignal/label-studio-sdk: converter/exports/csv2.py.
 */
export const labelstudioCsv: Format = {
  id: 'labelstudio-csv',
  title: 'Label Studio CSV',
  family: FAMILY,
  target: { kind: 'file', name: 'labels.csv' },
  holds: { ...FLAT_HOLDS, usedClassesOnly: true },
  readOptions: [
    CONFIG_OPTION,
    { name: 'column', about: 'the column of the class (or several, with commas), where no config tells' },
  ],
  writeOptions: [ROOT_OPTION],
  detect,
  read,
  write,
};

const HEAD_BYTES = 16_384;

function csvFiles({ fs, file }: Source): readonly string[] {
  const files =
    file === undefined ? fs.list('').flatMap(({ name, kind }) => (kind === 'file' ? [name] : [])) : [file];
  return files.filter((path) => /\.(?:csv|tsv|txt)$/i.test(path) && isExport(headOf(fs, path, HEAD_BYTES)));
}

/** The header of an export has these columns always. */
function isExport(head: string): boolean {
  const [header] = tableRows(head, { delimiter: delimiterOf(head) });
  const names = new Set(header?.cells);
  return names.has('annotation_id') && names.has('lead_time') && names.has('annotator');
}

function delimiterOf(text: string): ',' | '\t' {
  const line = text.slice(0, Math.max(0, text.indexOf('\n')));
  return line.split('\t').length > line.split(',').length ? '\t' : ',';
}

function detect(source: Source): Detection | undefined {
  const [path] = csvFiles(source);
  return path === undefined
    ? undefined
    : { confidence: 0.95, reason: `${path} has the columns annotation_id, annotator and lead_time` };
}

function read(source: Source, report: Report): LabelSet {
  const paths = source.file === undefined ? csvFiles(source) : [source.file];
  const config = configBeside(source, paths[0] ?? '', report);
  const tasks = paths.flatMap((path) => {
    const text = readTextOr(source.fs, path, report);
    if (text === undefined) return [];
    const records = recordsOf(text, path, report);
    const found = answerColumns(records, source.options['column']);
    if (!config && found.unclear.length > 0) tellUnclear(path, found.unclear, report);
    const columns = config ? new Set(config.controls.map(({ name }) => name)) : found.columns;
    return [new RecordTasks(path, records, columns, config)];
  });
  return readTaskSources(source, tasks, config, report);
}

function tellUnclear(path: string, columns: readonly string[], report: Report): void {
  const message = `Any of the columns ${columns.slice(0, 8).join(', ')} may be the class. Name it: column=${columns[0] ?? ''}.`;
  report.problem({ severity: 'error', code: 'labelstudio-csv-column', message, path, line: 1 });
}

function recordsOf(text: string, path: string, report: Report): readonly PlacedRecord[] {
  const delimiter = delimiterOf(text);
  const rows = tableRows(text, { delimiter, problem: (problem) => report.problem({ ...problem, path }) });
  const records: PlacedRecord[] = [];
  let header: readonly string[] | undefined;
  for (const { cells, line } of rows) {
    if (!header) header = cells;
    else if (cells.length === 1 && cells[0] === '') continue;
    else {
      if (cells.length !== header.length) {
        const message = `This row has ${cells.length} cells, and the header ${header.length}.`;
        report.problem({ severity: 'warning', code: 'labelstudio-csv-cells', message, path, line });
      }
      records.push({ record: recordOf(header, cells), line });
    }
  }
  return records;
}

const NUMBERS: ReadonlySet<string> = new Set(['id', 'annotation_id', 'lead_time', 'agreement']);

function recordOf(header: readonly string[], cells: readonly string[]): JsonObject {
  return Object.fromEntries(header.map((name, i) => [name, valueOfCell(name, cells[i] ?? '')]));
}

/** Lists and objects are JSON; everything else is text, but for the columns that are numbers. */
function valueOfCell(name: string, cell: string): Json {
  if (NUMBERS.has(name) && /^-?\d+(?:\.\d+)?$/.test(cell) && Number.isSafeInteger(Math.trunc(Number(cell))))
    return Number(cell);
  if (/^[[{]/.test(cell)) return parsed(cell);
  return cell.startsWith("'") && isFormula(cell.slice(1)) ? cell.slice(1) : cell;
}

/** What is no JSON, or nested too deep, is text. */
function parsed(cell: string): Json {
  return readJson(cell, '').value ?? cell;
}

function write(set: LabelSet, target: Target): void {
  const controls = new Controls(set.schema, configOf(set), target.options['image-root']);
  const names = columnsOf(set, controls);
  const sink = target.fs.open('labels.csv');
  sink.write(`${names.map(quoted).join(',')}\r\n`);
  let done = 0;
  for (const image of set.images) {
    const cells = cellsOf(flatRecord(image, controls, ++done));
    sink.write(`${names.map((name) => cells.get(name) ?? '""').join(',')}\r\n`);
    target.image(image.path, image.path);
    target.report.wrote(image.path, image.doc.annotations.length);
    if (done % 100 === 0) target.report.progress(done, set.imageCount, 'images');
  }
  sink.close();
}

/** All columns of all rows, sorted by code points: the header comes first, so the images are walked once more. */
function columnsOf(set: LabelSet, controls: Controls): readonly string[] {
  const names = new Set([
    'annotation_id',
    'annotator',
    'created_at',
    'id',
    'lead_time',
    'updated_at',
    controls.dataKey,
  ]);
  let number = 0;
  for (const image of set.images)
    for (const name of cellsOf(flatRecord(image, controls, ++number)).keys()) names.add(name);
  return [...names].sort((a, b) => (a < b ? -1 : 1));
}

/** A key of the data that is a control's name too is called `_data_<key>`. */
function cellsOf(flat: FlatRecord): ReadonlyMap<string, string> {
  const data = Object.entries(flat.data).map(
    ([key, value]) => [flat.answers.has(key) ? `_data_${key}` : key, cellOf(value)] as const,
  );
  return new Map([
    ...data,
    ['id', cellOf(flat.id)],
    ...[...flat.answers].map(([name, value]) => [name, cellOf(value)] as const),
    ['annotator', cellOf(flat.annotator === null ? null : String(flat.annotator as string | number))],
    ['annotation_id', cellOf(flat.annotationId)],
    ['created_at', cellOf(flat.createdAt)],
    ['updated_at', cellOf(flat.updatedAt)],
    ['lead_time', cellOf(flat.leadTime)],
  ]);
}

function cellOf(value: Json): string {
  if (typeof value === 'number') return String(value);
  if (value === null) return '""';
  if (typeof value === 'string') {
    const printed = printCompact(value);
    return printed.startsWith('"') ? quoted(withoutFormula(value)) : printed;
  }
  return quoted(isObject(value) || Array.isArray(value) ? printCompact(value) : String(value));
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
