import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import { tableRows } from '../csv/table';
import type { ReadFs } from '../fs';
import type { Source } from '../format';
import { parseLenient } from '../json/lenient';
import { textOf } from '../lib/readText';
import { walkFiles } from '../lib/walkFiles';
import type { Report } from '../report';
import { headText } from '../xml/headText';

/** One image as VIA knows it. */
export interface ViaImage {
  readonly filename: string;
  readonly entry: JsonObject;
  readonly regions: readonly Json[];
  readonly line?: number;
}

export interface ViaFile {
  readonly path: string;
  readonly images: readonly ViaImage[];
  /** Schema and settings of a project. */
  readonly attributes: JsonObject;
  readonly settings?: JsonObject;
}

const CSV_HEADER = /^\ufeff?#?"?filename"?,"?file_size"?,"?file_attributes"?,"?region_count"?/;
const MOST_FILES = 20;

/** The file of a source that VIA wrote: the one that is named, or the first that looks like it. */
export function viaFile({ fs, file }: Pick<Source, 'fs' | 'file'>): string | undefined {
  if (file !== undefined) return looksLikeVia(fs, file) ? file : undefined;
  let looked = 0;
  for (const path of walkFiles(fs, '', (name) => /\.(json|csv)$/i.test(name))) {
    if (looksLikeVia(fs, path)) return path;
    if (++looked >= MOST_FILES) return undefined;
  }
  return undefined;
}

function looksLikeVia(fs: ReadFs, path: string): boolean {
  const head = headText(fs, path, 16_384);
  if (/\.csv$/i.test(path)) return CSV_HEADER.test(head);
  return /"_via_(settings|img_metadata|attributes)"\s*:/.test(head) || isImageMap(head);
}

/** The annotations without the project: `{"a.jpg123": {"filename": ..., "size": ..., "regions": ...`. */
function isImageMap(head: string): boolean {
  const members = ['filename', 'size', 'regions'].map((name) => head.indexOf(`"${name}"`));
  return /^\s*\{\s*"[^"]*"\s*:\s*\{/.test(head) && members.every((at) => at >= 0);
}

export function openVia(fs: ReadFs, path: string, report: Report): ViaFile | undefined {
  const text = textOf(fs, path, report);
  if (text === undefined) return undefined;
  return /\.csv$/i.test(path) ? fromCsv(text, path, report) : fromJson(text, path, report);
}

function fromJson(text: string, path: string, report: Report): ViaFile | undefined {
  const parsed = parseLenient(text.startsWith('\ufeff') ? text.slice(1) : text);
  const root = parsed.ok ? parsed.value : undefined;
  if (root === undefined || !isObject(root)) {
    const why = parsed.ok ? 'it is no object' : parsed.message;
    report.problem({
      severity: 'error',
      code: 'broken-json',
      path,
      message: `This is no JSON of VIA: ${why}.`,
    });
    return undefined;
  }
  const member = (name: string): JsonObject | undefined => {
    const value = root[name];
    return isObject(value) ? value : undefined;
  };
  const settings = member('_via_settings');
  const map = member('_via_img_metadata') ?? root;
  return {
    path,
    images: inOrder(map, root['_via_image_id_list']).flatMap((entry) => imageOf(entry, path, report)),
    attributes: member('_via_attributes') ?? {},
    ...(settings && { settings }),
  };
}

/** The list of ids tells the order: keys that are numbers change theirs in JavaScript. */
function inOrder(map: JsonObject, list: Json | undefined): readonly Json[] {
  const keys = Object.keys(map).filter((key) => !key.startsWith('_via_'));
  const listed = isArray(list)
    ? list.filter((id): id is string => typeof id === 'string' && Object.hasOwn(map, id))
    : [];
  return [...new Set([...listed, ...keys])].map((key) => map[key] ?? null);
}

function imageOf(entry: Json, path: string, report: Report): readonly ViaImage[] {
  const filename = isObject(entry) ? entry['filename'] : undefined;
  if (!isObject(entry) || typeof filename !== 'string' || filename === '') {
    const message = 'An entry has no "filename"; it is left out.';
    report.problem({ severity: 'error', code: 'via-no-image', path, message });
    return [];
  }
  const regions = entry['regions'] ?? [];
  // VIA 1 numbered them as members of an object.
  return [
    {
      filename,
      entry,
      regions: isArray(regions) ? regions : isObject(regions) ? Object.values(regions) : [],
    },
  ];
}

const COLUMNS = [
  'filename',
  'file_size',
  'file_attributes',
  'region_shape_attributes',
  'region_attributes',
] as const;

/** Rows of one image follow each other mostly, but need not. */
function fromCsv(text: string, path: string, report: Report): ViaFile {
  const images = new Map<string, { filename: string; entry: JsonObject; regions: Json[]; line: number }>();
  let columns: readonly number[] | undefined;
  for (const { cells, line } of tableRows(text, {
    delimiter: ',',
    problem: (each) => report.problem({ ...each, path }),
  })) {
    if (!columns) {
      const names = cells.map((cell) => cell.replace(/^#/, '').trim());
      columns = COLUMNS.map((name) => names.indexOf(name));
      continue;
    }
    if (cells.length === 1 && cells[0] === '') continue;
    const [filename = '', size = '', fileAttributes = '', shape = '', attributes = ''] = columns.map(
      (at) => cells[at] ?? '',
    );
    const tell = (message: string): void =>
      report.problem({ severity: 'error', code: 'via-row', path, line, message });
    if (filename === '') {
      tell('A row names no image; it is left out.');
      continue;
    }
    const key = `${filename}\n${size}`;
    const known = images.get(key) ?? {
      filename,
      entry: { size: Number(size) || -1, file_attributes: jsonCell(fileAttributes, tell) },
      regions: [],
      line,
    };
    images.set(key, known);
    const shape_attributes = jsonCell(shape, tell);
    if (Object.keys(shape_attributes).length > 0)
      known.regions.push({ shape_attributes, region_attributes: jsonCell(attributes, tell) });
  }
  return { path, images: [...images.values()], attributes: {} };
}

function jsonCell(cell: string, tell: (message: string) => void): JsonObject {
  if (cell.trim() === '') return {};
  const parsed = parseLenient(cell);
  if (parsed.ok && isObject(parsed.value)) return parsed.value;
  tell(`A cell is no JSON object: ${cell.slice(0, 60)}`);
  return {};
}
