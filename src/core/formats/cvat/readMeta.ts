import type { Json, JsonObject } from '../../json/json';
import type { ShapeKindName } from '../../shapes/shapeData';
import type { AttributeSpec, LabelClass, SkeletonTemplate } from '../../schema/labelSchema';
import {
  childNamed,
  childText,
  childrenNamed,
  descendantsNamed,
  finiteNumber,
  type XmlElement,
} from '../xml/xmlElement';
import { readXml } from '../xml/readXml';

export interface CvatMeta {
  readonly classes: readonly LabelClass[];
  readonly skeletons: readonly SkeletonTemplate[];
  /** Labels that are for whole images only. */
  readonly tags: readonly string[];
  /** Size of a video's frames. */
  readonly frameSize?: { readonly widthPx: number; readonly heightPx: number };
  readonly startFrame: number;
  /** What else stands in it, as written: put back when the set is written as CVAT again. */
  readonly foreign?: JsonObject;
}

export const NO_META: CvatMeta = { classes: [], skeletons: [], tags: [], startFrame: 0 };

/** Made anew by the writer. */
const OWN: ReadonlySet<string> = new Set(['labels', 'tasks', 'subsets', 'subset', 'size']);

/** The meta of a task, a job or a project. */
export function readMeta(text: string): CvatMeta {
  const { root } = readXml(text);
  const holder = root?.children.find(({ name }) => ['task', 'job', 'project'].includes(name));
  if (!root || !holder) return NO_META;
  const labels = childNamed(holder, 'labels') ?? [...descendantsNamed(root, 'labels')][0];
  const all = labels ? childrenNamed(labels, 'label').filter((label) => nameOf(label) !== '') : [];
  const tops = all.filter((label) => !childText(label, 'parent'));
  const skeletons = tops.flatMap((label) => templateOf(label, all));
  const size = frameSizeOf(root);
  return {
    classes: tops
      .filter((label) => childText(label, 'type') !== 'tag')
      .map((label) => classOf(label, skeletons)),
    skeletons,
    tags: tops.filter((label) => childText(label, 'type') === 'tag').map(nameOf),
    startFrame: finiteNumber(childText(holder, 'start_frame')) ?? 0,
    ...(size && { frameSize: size }),
    ...foreignOf(root, holder, text),
  };
}

function nameOf(label: XmlElement): string {
  return childNamed(label, 'name')?.text ?? '';
}

function frameSizeOf(root: XmlElement): CvatMeta['frameSize'] {
  const size = [...descendantsNamed(root, 'original_size')][0];
  const side = (name: string): number => (size && finiteNumber(childText(size, name))) || 0;
  return size && { widthPx: side('width'), heightPx: side('height') };
}

function foreignOf(root: XmlElement, holder: XmlElement, text: string): { readonly foreign?: JsonObject } {
  const raw = ({ start, end }: XmlElement): string => text.slice(start, end);
  const elements = holder.children.filter(({ name }) => !OWN.has(name)).map(raw);
  const others = root.children.filter((child) => child !== holder).map(raw);
  return { foreign: { kind: holder.name, elements, others } };
}

const KINDS: ReadonlyMap<string, readonly ShapeKindName[]> = new Map([
  ['rectangle', ['box', 'rotatedBox']],
  ['polygon', ['polygon']],
  ['polyline', ['polyline']],
  ['points', ['point']],
  ['ellipse', ['ellipse']],
  ['cuboid', ['cuboid']],
  ['mask', ['mask']],
  ['skeleton', ['skeleton']],
]);

/** CVAT's word for what a class may have; `any` when it is no single one. */
export function typeOfKinds(kinds: readonly ShapeKindName[] | undefined): string {
  if (!kinds || kinds.length === 0) return 'any';
  const found = [...KINDS].find(([, allowed]) => kinds.every((kind) => allowed.includes(kind)));
  return found?.[0] ?? 'any';
}

function classOf(label: XmlElement, skeletons: readonly SkeletonTemplate[]): LabelClass {
  const name = nameOf(label);
  const color = childText(label, 'color');
  const shapes = KINDS.get(childText(label, 'type') ?? '');
  const id = finiteNumber(childText(label, 'id'));
  return {
    name,
    ...(id !== undefined && Number.isSafeInteger(id) && { id }),
    ...(color !== undefined && /^#[0-9a-f]{6}$/i.test(color) && { color }),
    ...(shapes && { shapes }),
    attributes: attributesOf(label),
    ...(skeletons.some((template) => template.name === name) && { skeleton: name }),
  };
}

function attributesOf(label: XmlElement): readonly AttributeSpec[] {
  const list = childNamed(label, 'attributes');
  return list ? childrenNamed(list, 'attribute').flatMap(attributeOf) : [];
}

function attributeOf(element: XmlElement): readonly AttributeSpec[] {
  const name = childNamed(element, 'name')?.text ?? '';
  if (name === '') return [];
  const base = { name, ...(childText(element, 'mutable') === 'True' && { mutable: true }) };
  const text = childNamed(element, 'default_value')?.text ?? '';
  const values = (childNamed(element, 'values')?.text ?? '')
    .split(/\r?\n/)
    .filter((value) => value.trim() !== '');
  const type = childText(element, 'input_type');
  if (type === 'checkbox')
    return [{ ...base, type: 'checkbox', ...(/^(true|false)$/.test(text) && { default: text === 'true' }) }];
  if (type === 'select' || type === 'radio')
    return [{ ...base, type: 'choice', options: values, ...(values.includes(text) && { default: text }) }];
  if (type === 'number') return [{ ...base, type: 'number', ...rangeOf(values), ...numberDefault(text) }];
  return [{ ...base, type: 'text', ...(text !== '' && { default: text }) }];
}

function rangeOf(values: readonly string[]): { min?: number; max?: number; step?: number } {
  const [min, max, step] = values.map(finiteNumber);
  const isRange = values.length === 3 && min !== undefined && max !== undefined && step !== undefined;
  return isRange && min <= max && step > 0 ? { min, max, step } : {};
}

function numberDefault(text: string): { default?: number } {
  const value = finiteNumber(text);
  return value === undefined ? {} : { default: value };
}

/** The template of a label with sub-labels: joints from these, edges and places from its SVG. */
function templateOf(label: XmlElement, all: readonly XmlElement[]): readonly SkeletonTemplate[] {
  const name = nameOf(label);
  const parts = all.filter((each) => childNamed(each, 'parent')?.text === name);
  if (childText(label, 'type') !== 'skeleton' && parts.length === 0) return [];
  const drawing = drawingOf(childNamed(label, 'svg'));
  const joints = parts.map((part) => {
    const color = childText(part, 'color');
    const at = drawing.places.get(nameOf(part));
    const isColor = color !== undefined && /^#[0-9a-f]{6}$/i.test(color);
    return { name: nameOf(part), ...(isColor && { color }), ...(at && { at }) };
  });
  return [{ name, joints, edges: drawing.edges, swap: [] }];
}

interface Drawing {
  readonly places: ReadonlyMap<string, readonly [number, number]>;
  readonly edges: readonly (readonly [string, string])[];
}

/** CVAT draws templates in a square of 100 x 100. */
const SVG_SIDE = 100;

function drawingOf(svg: XmlElement | undefined): Drawing {
  const inside = svg ? `<svg>${svg.children.length > 0 ? '' : svg.text}</svg>` : '<svg/>';
  const root = svg && svg.children.length > 0 ? svg : readXml(inside).root;
  const circles = root ? [...descendantsNamed(root, 'circle')] : [];
  const names = new Map<string, string>();
  const places = new Map<string, readonly [number, number]>();
  for (const { attributes } of circles) {
    const name = attributes.get('data-label-name');
    if (name === undefined) continue;
    names.set(attributes.get('data-node-id') ?? attributes.get('data-element-id') ?? '', name);
    const [x, y] = [finiteNumber(attributes.get('cx')), finiteNumber(attributes.get('cy'))];
    if (x !== undefined && y !== undefined) places.set(name, [x / SVG_SIDE, y / SVG_SIDE]);
  }
  const lines = root ? [...descendantsNamed(root, 'line')] : [];
  const edges = lines.flatMap(({ attributes }): [string, string][] => {
    const from = names.get(attributes.get('data-node-from') ?? '');
    const to = names.get(attributes.get('data-node-to') ?? '');
    return from === undefined || to === undefined ? [] : [[from, to]];
  });
  return { places, edges };
}

/** Types of attributes by class and name, to tell numbers and checkboxes from text. */
export type AttributeTypes = ReadonlyMap<string, ReadonlyMap<string, AttributeSpec['type']>>;

export function attributeTypes(classes: readonly LabelClass[]): AttributeTypes {
  return new Map(
    classes.map(({ name, attributes }) => [name, new Map(attributes.map((each) => [each.name, each.type]))]),
  );
}

/** A value as CVAT writes it (always text) by what its label declares, or by a type that we wrote beside it. */
export function attributeValue(text: string, declared: AttributeSpec['type'] | undefined): Json {
  if (declared === 'number') return finiteNumber(text) ?? text;
  if (declared === 'checkbox') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}
