import type { Annotation } from '../../annotation/annotation';
import type { AnnotationDoc } from '../../annotation/document';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import type { LabelSchema } from '../../schema/labelSchema';
import type { Target } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { toTypedText } from '../lib/typedText';
import { escapeAttribute, escapeText } from '../xml/escapeXml';
import { plainLabels } from '../xml/plainLabels';
import { readXml } from '../xml/readXml';
import { foreignMeta, printMeta } from './printMeta';
import { ALL_DIGITS, printGeometry, printJoints, tagOf, TWO_DECIMALS, type PrintNumber } from './printShape';
import { FLAG_ATTRIBUTES } from './readImage';
import { attributeTypes, attributeValue, type AttributeTypes } from './readMeta';
import { MetLabels } from './metLabels';
import { Spool } from './spool';

export const CVAT_FILE = 'annotations.xml';

/** Writes one file; the images belong into `images`. */
export function writeCvat(set: LabelSet, target: Target): void {
  const { fs, report, options } = target;
  const sink = fs.open(CVAT_FILE);
  const met = new MetLabels(set.schema);
  const spool = new Spool(
    sink,
    () => HEAD + printMeta(set.schema, met.summary(set.imageCount), foreignMeta(set.foreign)),
  );
  const writer = new ImageWriter(
    set.schema,
    met,
    target,
    options['decimals'] === '2' ? TWO_DECIMALS : ALL_DIGITS,
  );
  let index = 0;
  for (const image of set.images) {
    report.progress(index, set.imageCount, 'writing');
    spool.write(writer.print(image, index++));
    target.image(image.path, `images/${image.path}`);
    report.wrote(image.path, image.doc.annotations.length);
  }
  spool.finish();
  if (met.isLate) report.loss('', LATE);
  sink.write('</annotations>\n');
  sink.close();
}

const HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n  <version>1.1</version>\n';
const LATE = {
  code: 'cvat-undeclared',
  message: 'labels or attributes that no class declares stand in the file, but not in its head',
};

class ImageWriter {
  readonly #met: MetLabels;
  readonly #target: Target;
  readonly #print: PrintNumber;
  readonly #label: (name: string, imagePath: string) => string;
  readonly #types: AttributeTypes;
  readonly #joints: ReadonlyMap<string, readonly string[]>;

  constructor(schema: LabelSchema, met: MetLabels, target: Target, print: PrintNumber) {
    this.#met = met;
    this.#target = target;
    this.#print = print;
    this.#label = plainLabels(target.report, escapeAttribute);
    this.#types = attributeTypes(schema.classes);
    const templates = new Map(
      schema.skeletons.map(({ name, joints }) => [name, joints.map((joint) => joint.name)]),
    );
    this.#joints = new Map(
      schema.classes.map(({ name, skeleton = '' }) => [name, templates.get(skeleton) ?? []]),
    );
  }

  print({ path, split, doc }: LabeledImage, index: number): string {
    this.#met.split(split);
    const extra = cvatOf(doc.extra);
    const subset = split === undefined ? '' : ` subset="${escapeAttribute(split)}"`;
    const { widthPx, heightPx } = doc.image;
    let text = `  <image id="${index}" name="${escapeAttribute(path)}"${subset}${others(extra?.['attributes'])} width="${widthPx}" height="${heightPx}">\n`;
    const orders = ordersOf(doc);
    for (const annotation of doc.annotations) text += this.#shape(annotation, path, orders);
    for (const tag of doc.tags) text += this.#tag(tag, path, extra);
    return `${text}${rawElements(extra?.['elements'])}  </image>\n`;
  }

  #shape(annotation: Annotation, path: string, orders: ReadonlyMap<number, number> | undefined): string {
    const { shape, label } = annotation;
    const tag = tagOf(shape);
    if (tag === undefined) return '';
    this.#met.label(label);
    const extra = cvatOf(annotation.extra);
    const source = sourceOf(extra);
    const occluded =
      shape.kind === 'skeleton' && !annotation.occluded ? '' : ` occluded="${annotation.occluded ? 1 : 0}"`;
    let text =
      `    <${tag} label="${this.#label(label, path)}" source="${source}"${occluded}` +
      `${printGeometry(shape, this.#print)}${orderAttributes(annotation.order, orders)}`;
    if (annotation.group !== undefined) text += ` group_id="${annotation.group}"`;
    if (extra) text += others(extra, SOURCE_ONLY);
    text += '>\n';
    if (shape.kind === 'skeleton') {
      const escape = (name: string): string => this.#label(name, path);
      text += printJoints(shape, this.#joints.get(label) ?? [], source, this.#print, escape);
    }
    text += this.#attributes(annotation, path);
    return `${text}    </${tag}>\n`;
  }

  #attributes(annotation: Annotation, path: string): string {
    let text = '';
    const { attributes, label } = annotation;
    for (const flag of FLAG_ATTRIBUTES) {
      if (!annotation[flag]) continue;
      this.#met.attribute(label, flag, true);
      text += printAttribute(flag, 'true', undefined);
    }
    if (!attributes) return text;
    for (const [name, value] of Object.entries(attributes)) {
      this.#met.attribute(label, name, value);
      text += this.#attribute(label, name, value, path);
    }
    return text;
  }

  /** Says of what type the value is where a reader would not find out by the declaration. */
  #attribute(label: string, name: string, value: Json, path: string): string {
    const { text, type = 'text' } = toTypedText(value);
    const declared = this.#types.get(label)?.get(name);
    const isPlain = attributeValue(text, declared) === value;
    return printAttribute(this.#label(name, path), escapeText(text), isPlain ? undefined : type);
  }

  #tag(tag: string, path: string, extra: JsonObject | undefined): string {
    this.#met.tag(tag);
    const said = isArray(extra?.['tags'])
      ? extra['tags'].find((each) => isObject(each) && each['label'] === tag)
      : undefined;
    const facts = isObject(said) ? said : {};
    const attributes = isObject(facts['attributes']) ? Object.entries(facts['attributes']) : [];
    const inside = attributes.map(([name, value]) => this.#attribute(tag, name, value, path)).join('');
    return `    <tag label="${this.#label(tag, path)}" source="${sourceOf(facts)}"${others(facts, TAG_KNOWN)}>\n${inside}    </tag>\n`;
  }
}

const SOURCE_ONLY: ReadonlySet<string> = new Set(['source', 'track', 'keyframe']);
const TAG_KNOWN: ReadonlySet<string> = new Set(['source', 'label', 'attributes']);
const NONE: ReadonlySet<string> = new Set();

function printAttribute(name: string, text: string, type: string | undefined): string {
  const typed = type === undefined ? '' : ` type="${type}"`;
  return `      <attribute name="${name}"${typed}>${text}</attribute>\n`;
}

function cvatOf(extra: JsonObject | undefined): JsonObject | undefined {
  const cvat = extra?.['cvat'];
  return isObject(cvat) ? cvat : undefined;
}

function sourceOf(extra: JsonObject | undefined): string {
  const source = extra?.['source'];
  return typeof source === 'string' ? escapeAttribute(source) : 'manual';
}

/** Attributes that nobody knows, as they were. */
function others(extra: Json | undefined, without: ReadonlySet<string> = NONE): string {
  if (!isObject(extra)) return '';
  let text = '';
  for (const [name, value] of Object.entries(extra))
    if (!without.has(name) && typeof value === 'string' && /^[A-Za-z_][\w.-]*$/.test(name))
      text += ` ${name}="${escapeAttribute(value)}"`;
  return text;
}

function rawElements(list: Json | undefined): string {
  if (!isArray(list)) return '';
  const isWhole = (raw: string): boolean => {
    const { root, faults } = readXml(raw);
    return root !== undefined && faults.length === 0 && root.end === raw.length;
  };
  const whole = list.filter((raw): raw is string => typeof raw === 'string' && isWhole(raw));
  return whole.map((raw) => `    ${raw}\n`).join('');
}

/** CVAT's z_order is whole: where an image has fractions, each order's rank, with the order itself beside it. */
function ordersOf({ annotations }: AnnotationDoc): ReadonlyMap<number, number> | undefined {
  if (annotations.every(({ order }) => order === undefined || Number.isSafeInteger(order))) return undefined;
  const values = [...new Set(annotations.map(({ order = 0 }) => order))].sort((a, b) => a - b);
  return new Map(values.map((value, rank) => [value, rank]));
}

function orderAttributes(order = 0, ranks: ReadonlyMap<number, number> | undefined): string {
  if (!ranks) return ` z_order="${order}"`;
  return ` z_order="${ranks.get(order) ?? 0}" order="${order}"`;
}
