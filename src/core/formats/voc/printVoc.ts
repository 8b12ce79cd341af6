import type { Annotation } from '../../annotation/annotation';
import type { AnnotationDoc } from '../../annotation/document';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import { plain } from '../lib/plainSum';
import { toTypedText } from '../lib/typedText';
import { escapeText } from '../xml/escapeXml';
import { readXml } from '../xml/readXml';
import type { BoxOrigin } from './vocObject';

export interface VocPrinting {
  readonly origin: BoxOrigin;
  readonly integers: boolean;
  /** Escaped class names, made once each. */
  readonly label: (name: string, imagePath: string) => string;
}

/** A VOC file, indented with tabs as the original ones. */
export function printVoc(path: string, doc: AnnotationDoc, printing: VocPrinting): string {
  const { image, state } = doc;
  const extra = familyOf(doc.extra);
  let text =
    state === undefined ? '<annotation>\n' : `<annotation verified="${state === 'done' ? 'yes' : 'no'}">\n`;
  text += `\t<folder>${escapeText(textIn(extra, 'folder') ?? 'JPEGImages')}</folder>\n\t<filename>${escapeText(path)}</filename>\n`;
  const elements = rawElements(extra?.['elements']);
  text += elements.length > 0 ? elements : '\t<source>\n\t\t<database>Unknown</database>\n\t</source>\n';
  text += `\t<size>\n\t\t<width>${image.widthPx}</width>\n\t\t<height>${image.heightPx}</height>\n\t\t<depth>${escapeText(textIn(extra, 'depth') ?? '3')}</depth>\n\t</size>\n`;
  text += `\t<segmented>${escapeText(textIn(extra, 'segmented') ?? '0')}</segmented>\n`;
  for (const annotation of doc.annotations) text += printObject(annotation, path, printing);
  return `${text}${rawElements(extra?.['objects'])}</annotation>\n`;
}

function printObject(annotation: Annotation, path: string, printing: VocPrinting): string {
  const { shape } = annotation;
  if (shape.kind !== 'box') return '';
  const extra = familyOf(annotation.extra);
  const flag = (name: 'truncated' | 'difficult' | 'occluded'): string =>
    annotation[name] ? escapeText(textIn(extra, name) ?? '1') : '0';
  const edge = printing.integers ? Math.round : plain;
  const { x, y, width, height } = shape;
  const [xmin, ymin] = [edge(x + printing.origin), edge(y + printing.origin)];
  const attributes = annotation.attributes ? printAttributes(annotation.attributes) : '';
  const elements = extra ? rawElements(extra['elements'], '\t\t') : '';
  const pose = (extra && textIn(extra, 'pose')) ?? 'Unspecified';
  return (
    `\t<object>\n\t\t<name>${printing.label(annotation.label, path)}</name>\n\t\t<pose>${escapeText(pose)}</pose>\n` +
    `\t\t<truncated>${flag('truncated')}</truncated>\n\t\t<difficult>${flag('difficult')}</difficult>\n\t\t<occluded>${flag('occluded')}</occluded>\n` +
    `\t\t<bndbox>\n\t\t\t<xmin>${xmin}</xmin>\n\t\t\t<ymin>${ymin}</ymin>\n\t\t\t<xmax>${edge(x + width)}</xmax>\n\t\t\t<ymax>${edge(y + height)}</ymax>\n\t\t</bndbox>\n` +
    `${attributes}${elements}\t</object>\n`
  );
}

/** As datumaro and CVAT write them; what is no text says of what type it is. */
function printAttributes(attributes: Readonly<Record<string, Json>>): string {
  const items = Object.entries(attributes).map(([name, value]) => {
    const { text, type } = toTypedText(value);
    const tag = type === undefined ? '<value>' : `<value type="${type}">`;
    return `\t\t\t<attribute>\n\t\t\t\t<name>${escapeText(name)}</name>\n\t\t\t\t${tag}${escapeText(text)}</value>\n\t\t\t</attribute>\n`;
  });
  return items.length === 0 ? '' : `\t\t<attributes>\n${items.join('')}\t\t</attributes>\n`;
}

function familyOf(extra: JsonObject | undefined): JsonObject | undefined {
  const voc = extra?.['voc'];
  return isObject(voc) ? voc : undefined;
}

function textIn(extra: JsonObject | undefined, key: string): string | undefined {
  const value = extra?.[key];
  return typeof value === 'string' ? value : undefined;
}

/** Elements that were kept as they were written; only what still is one whole element goes back. */
function rawElements(list: Json | undefined, indent = '\t'): string {
  if (!isArray(list)) return '';
  return list
    .filter((raw): raw is string => typeof raw === 'string' && isWholeElement(raw))
    .map((raw) => `${indent}${raw}\n`)
    .join('');
}

function isWholeElement(raw: string): boolean {
  const { root, faults } = readXml(raw);
  return root !== undefined && faults.length === 0 && root.end === raw.length;
}
