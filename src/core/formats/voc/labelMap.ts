import { isArray, isObject, type Json } from '../../json/json';
import type { LabelClass } from '../../schema/labelSchema';
import type { ReadFs } from '../fs';
import { joined } from '../lib/safePath';
import { textOf } from '../lib/readText';
import type { Report } from '../report';

/** `name:r,g,b:parts:actions`, one class a line (datumaro: plugins/data_formats/voc/format.py, parse_label_map). */
export const LABEL_MAP = 'labelmap.txt';
/** Datumaro's other place for the classes, which holds any name. */
export const META_FILE = 'dataset_meta.json';

/** The classes that stand beside the annotations, in their order; undefined when no file lists them. */
export function listedClasses(fs: ReadFs, root: string, report: Report): readonly LabelClass[] | undefined {
  const meta = joined(root, META_FILE);
  if (fs.has(meta)) {
    const classes = classesOfMeta(textOf(fs, meta, report) ?? '');
    if (classes) return classes;
    report.problem({
      severity: 'warning',
      code: 'voc-classes',
      path: meta,
      message: 'It has no list "labels".',
    });
  }
  const map = joined(root, LABEL_MAP);
  if (!fs.has(map)) return undefined;
  return unique((textOf(fs, map, report) ?? '').split(/\r?\n|\r/).flatMap(classOfLine));
}

function classesOfMeta(text: string): readonly LabelClass[] | undefined {
  let meta: Json;
  try {
    meta = JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
  const labels = isObject(meta) ? meta['labels'] : undefined;
  if (!isArray(labels)) return undefined;
  const colors = isObject(meta) && isArray(meta['segmentation_colors']) ? meta['segmentation_colors'] : [];
  const names = labels.filter((name) => typeof name === 'string' && name !== '');
  return unique(
    names.map((name, i) => {
      const color = colorOf(colors[i]);
      return { name: name as string, attributes: [], ...(color && { color }) };
    }),
  );
}

function classOfLine(line: string): readonly LabelClass[] {
  const [name = '', rgb = ''] = line.trim().split(':');
  if (name === '' || name.startsWith('#')) return [];
  const color = colorOf(rgb.split(',').map((part) => (part.trim() === '' ? NaN : Number(part))));
  return [{ name, attributes: [], ...(color && { color }) }];
}

/** `#rrggbb` of three whole numbers 0 to 255. */
function colorOf(rgb: Json | undefined): string | undefined {
  if (!isArray(rgb) || rgb.length !== 3) return undefined;
  const parts = rgb.map((part) => (typeof part === 'number' && Number.isInteger(part) ? part : -1));
  if (parts.some((part) => part < 0 || part > 255)) return undefined;
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

function unique(classes: readonly LabelClass[]): readonly LabelClass[] {
  return [...new Map(classes.toReversed().map((each) => [each.name, each])).values()].toReversed();
}

/** True when `labelmap.txt` can hold every name. */
export function fitsLabelMap(classes: readonly LabelClass[]): boolean {
  return classes.every(({ name }) => name === name.trim() && !/[:\r\n]|^#|^$/.test(name));
}

export function printLabelMap(classes: readonly LabelClass[]): string {
  const lines = classes.map(({ name, color }) => `${name}:${color ? rgbOf(color).join(',') : ''}::\n`);
  return `# label:color_rgb:parts:actions\n${lines.join('')}`;
}

export function printMetaFile(classes: readonly LabelClass[]): string {
  const colors = classes.map(({ color }) => (color ? rgbOf(color) : null));
  const meta = {
    labels: classes.map(({ name }) => name),
    ...(colors.some((color) => color !== null) && {
      label_map: Object.fromEntries(classes.map(({ name }, i) => [String(i), name])),
      segmentation_colors: colors,
    }),
    parts: Object.fromEntries(classes.map((_, i) => [String(i), []])),
    actions: Object.fromEntries(classes.map((_, i) => [String(i), []])),
  };
  return `${JSON.stringify(meta)}\n`;
}

/** Three numbers 0 to 255 of `#rrggbb`. */
export function rgbOf(color: string): readonly number[] {
  return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) || 0);
}
