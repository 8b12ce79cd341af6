import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import type { LabelClass } from '../../schema/labelSchema';
import type { Source } from '../format';
import { textOf } from '../lib/readText';
import type { Report } from '../report';

/** Which number or colour of a mask means which class. */
export interface ClassTable {
  readonly classes: readonly LabelClass[];
  readonly byValue: ReadonlyMap<number, string>;
  /** Key: red + 256 green + 65536 blue. */
  readonly byColor: ReadonlyMap<number, string>;
  /** The number of pixels that belong to nothing; undefined when the table says that there is none. */
  readonly background: number | undefined;
  readonly backgroundColor?: number;
}

export const META_FILE = 'dataset_meta.json';
const LISTS = ['label_colors.txt', 'labelmap.txt', 'classes.txt', 'labels.txt'];

/**
 * The classes of a folder of masks: `dataset_meta.json` (openvinotoolkit/datumaro: util/meta_file_util.py),
 * `label_colors.txt` (CamVid: `r g b name`), `labelmap.txt` (VOC: `name:r,g,b::`), or a list of names, the first of
 * which has number 0.
 */
export function readClassTable({ fs }: Source, report: Report): ClassTable | undefined {
  const text = fs.has(META_FILE) ? textOf(fs, META_FILE, report) : undefined;
  if (text !== undefined) return tableOfMeta(text, report);
  const list = LISTS.find((name) => fs.has(name));
  const lines = list === undefined ? undefined : textOf(fs, list, report);
  return lines === undefined ? undefined : tableOfLines(lines);
}

function tableOfMeta(text: string, report: Report): ClassTable | undefined {
  const meta = parsed(text);
  const names = isObject(meta) ? meta['label_map'] : undefined;
  if (!isObject(meta) || !isObject(names)) {
    const message = `${META_FILE} is read for {"label_map": {"1": "name"}}, and has none.`;
    report.problem({ path: META_FILE, severity: 'error', code: 'mask-classes', message });
    return undefined;
  }
  const entries = Object.entries(names).flatMap(([key, name]): [number, string][] =>
    /^\d{1,5}$/.test(key) && typeof name === 'string' ? [[Number(key), name]] : [],
  );
  return tableOf(entries, colorsOf(meta, entries), backgroundOf(meta), orderOf(meta));
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** One colour for each entry, in their order. */
function colorsOf(meta: JsonObject, entries: readonly [number, string][]): ReadonlyMap<number, number> {
  const list = meta['segmentation_colors'];
  const colors = isArray(list) ? list.map(colorKey) : [];
  const values = entries.map(([value]) => value);
  const pairs = values.map((value, i): [number, number | undefined] => [value, colors[i]]);
  return new Map(pairs.filter((pair): pair is [number, number] => pair[1] !== undefined));
}

function colorKey(value: Json): number | undefined {
  if (!isArray(value) || value.length !== 3 || !value.every((part) => Number.isInteger(part)))
    return undefined;
  const [red, green, blue] = value as readonly [number, number, number];
  return red + 256 * green + 65536 * blue;
}

function backgroundOf(meta: JsonObject): number | undefined {
  const said = meta['background_label'];
  return (typeof said === 'string' && /^\d{1,5}$/.test(said)) || typeof said === 'number'
    ? Number(said)
    : undefined;
}

/** JSON objects put whole-number keys in their own order; classes have theirs here. */
function orderOf(meta: JsonObject): readonly string[] {
  const order = meta['class_order'];
  return isArray(order) ? order.filter((name) => typeof name === 'string') : [];
}

const COLOR_FIRST = /^\s*(\d{1,3})\s+(\d{1,3})\s+(\d{1,3})\s+(.+?)\s*$/;
const COLOR_LAST = /^(.*?):(\d{1,3}),(\d{1,3}),(\d{1,3}):/;
const NOTHING = /^(background|void|unlabel+ed|_background_)$/i;

function tableOfLines(text: string): ClassTable {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const rows = lines.map((line) => {
    const first = COLOR_FIRST.exec(line);
    const last = COLOR_LAST.exec(line);
    const [name = line.trim(), ...color] = first
      ? [first[4], ...first.slice(1, 4)]
      : (last?.slice(1, 5) ?? []);
    return { name, color: colorKey(color.map(Number)) };
  });
  const entries = rows.map(({ name }, i): [number, string] => [i, name]);
  const colors = rows.flatMap(({ color }, i): [number, number][] =>
    color === undefined ? [] : [[i, color]],
  );
  const background = rows.findIndex(({ name }) => NOTHING.test(name));
  return tableOf(entries, new Map(colors), background < 0 ? undefined : background, []);
}

function tableOf(
  entries: readonly [number, string][],
  colors: ReadonlyMap<number, number>,
  background: number | undefined,
  order: readonly string[],
): ClassTable {
  const rank = new Map(order.map((name, i) => [name, i]));
  const named = entries.filter(([value]) => value !== background);
  const unique = named.filter(([, name], i) => named.findIndex(([, other]) => other === name) === i);
  const sorted = unique.toSorted(
    ([, a], [, b]) => (rank.get(a) ?? Infinity) - (rank.get(b) ?? Infinity) || 0,
  );
  const backgroundColor = background === undefined ? undefined : colors.get(background);
  return {
    classes: (rank.size > 0 ? sorted : unique).map(([id, name]) => classOf(name, id, colors.get(id))),
    byValue: new Map(named),
    byColor: new Map(named.flatMap(([id, name]) => colorEntry(colors.get(id), name))),
    background,
    ...(backgroundColor !== undefined && { backgroundColor }),
  };
}

function colorEntry(color: number | undefined, name: string): [number, string][] {
  return color === undefined ? [] : [[color, name]];
}

export function classOf(name: string, id: number | undefined, color: number | undefined): LabelClass {
  return {
    name,
    ...(id !== undefined && { id }),
    ...(color !== undefined && { color: colorText(color) }),
    attributes: [],
  };
}

/** `#rrggbb` of red + 256 green + 65536 blue. */
export function colorText(key: number): string {
  const parts = [key & 255, (key >> 8) & 255, (key >> 16) & 255];
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
