import type { Annotation } from '../../annotation/annotation';
import type { AnnotationDoc } from '../../annotation/document';
import type { Json, JsonObject } from '../../json/json';
import { importedIds } from '../lib/importedIds';
import { lastPart } from '../lib/safePath';
import { fromTypedText } from '../lib/typedText';
import type { FileNotes } from '../xml/fileNotes';
import { readXml, salvagedElements } from '../xml/readXml';
import { childrenNamed, finiteNumber, type XmlElement } from '../xml/xmlElement';
import { attributeValue, type AttributeTypes } from './readMeta';
import { GEOMETRY, isShapeTag, SHAPE_TAGS, shapesOf, type ShapeTag } from './readShape';

/** Facts that CVAT has no place for and that stand as attributes of the same name, as in other tools' exports. */
export const FLAG_ATTRIBUTES = ['truncated', 'difficult', 'crowd'] as const;

const IMAGE_KNOWN: ReadonlySet<string> = new Set(['id', 'name', 'width', 'height', 'subset']);
const SHAPE_KNOWN: ReadonlySet<string> = new Set(['label', 'occluded', 'z_order', 'group_id', 'order']);

/** An annotation before it has an id; `parts` of one element become a group. */
export type Unnumbered = Omit<Annotation, 'id'>;

/** The labels of one `<image>`; where it is broken, what can be read of it. Undefined when it is none at all. */
export function docOfImage(
  text: string,
  imagePath: string,
  types: AttributeTypes,
  notes: FileNotes,
): AnnotationDoc | undefined {
  const image = imageElement(text, notes);
  if (!image) return undefined;
  const made: Unnumbered[] = [];
  const tags: XmlElement[] = [];
  const unknown: XmlElement[] = [];
  for (const child of image.children) {
    if (child.name === 'tag') tags.push(child);
    else if (!isShapeTag(child.name)) unknown.push(child);
    else if (!addShape(child, child.name, child.attributes.get('label'), types, notes, made))
      unknown.push(child);
  }
  const idOf = importedIds(imagePath);
  const extra = imageExtra(image, tags, unknown, text, types);
  return {
    image: { file: lastPart(imagePath), ...sizeOf(image) },
    tags: tagsOf(tags),
    annotations: withGroups(made).map((annotation, i) => ({ id: idOf(i), ...annotation })),
    kept: [],
    ...(extra && { extra: { cvat: extra } }),
  };
}

function sizeOf({ attributes }: XmlElement): { widthPx: number; heightPx: number } {
  const side = (name: string): number => Math.max(0, finiteNumber(attributes.get(name)) ?? 0);
  return { widthPx: side('width'), heightPx: side('height') };
}

function imageElement(text: string, notes: FileNotes): XmlElement | undefined {
  const { root, faults } = readXml(text);
  for (const { message, offset } of faults)
    notes.tell(root ? 'warning' : 'error', 'broken-xml', `This is not well-formed XML: ${message}.`, offset);
  if (root) return root;
  const tagEnd = text.indexOf('>');
  const opening = readXml(`${text.slice(0, tagEnd).replace(/\/$/, '')}/>`).root;
  return (
    opening && { ...opening, children: [...salvagedElements(text, [...SHAPE_TAGS, 'tag'])], end: text.length }
  );
}

/** Adds what an element says; false (and a problem) when it cannot be understood. */
export function addShape(
  element: XmlElement,
  tag: ShapeTag,
  label: string | undefined,
  types: AttributeTypes,
  notes: FileNotes,
  made: Unnumbered[],
): boolean {
  if (label === undefined || label === '') {
    notes.tell('error', 'cvat-no-label', `A ${tag} has no label; it is kept as it is.`, element.start);
    return false;
  }
  const shapes = shapesOf(element, tag);
  if (typeof shapes === 'string') {
    notes.tell(
      'error',
      'cvat-shape',
      `A ${tag} cannot be read, it is kept as it is: ${shapes}.`,
      element.start,
    );
    return false;
  }
  const facts = factsOf(element, tag, label, types, notes);
  for (const shape of shapes)
    made.push({ label, shape, ...facts, ...(shapes.length > 1 && { group: NEW_GROUP - element.start }) });
  return true;
}

/** Groups below it are of one element with several points, and get a free number later. */
const NEW_GROUP = -1;

/** Points of one element get a group of their own, with a number that is free in the image. */
export function withGroups(made: readonly Unnumbered[]): readonly Unnumbered[] {
  if (!made.some(({ group }) => group !== undefined && group < 0)) return made;
  let next = made.reduce((most, { group = 0 }) => Math.max(most, group), 0);
  const numbers = new Map<number, number>();
  return made.map((annotation) => {
    const { group } = annotation;
    if (group === undefined || group > 0) return annotation;
    const number = numbers.get(group) ?? ++next;
    numbers.set(group, number);
    return { ...annotation, group: number };
  });
}

type Facts = Omit<Unnumbered, 'label' | 'shape'>;

function factsOf(
  element: XmlElement,
  tag: ShapeTag,
  label: string,
  types: AttributeTypes,
  notes: FileNotes,
): Facts {
  const { attributes } = element;
  const facts: { -readonly [K in keyof Facts]: Facts[K] } = {};
  // CVAT has it on a skeleton's points; ours say it of the whole too.
  if (attributes.get('occluded') === '1') facts.occluded = true;
  const order = finiteNumber(attributes.get('order')) ?? finiteNumber(attributes.get('z_order'));
  if (order !== undefined && order !== 0) facts.order = order;
  const group = finiteNumber(attributes.get('group_id'));
  if (group !== undefined && Number.isSafeInteger(group) && group > 0) facts.group = group;
  readAttributes(element, label, types, notes, facts);
  const extra = extraOf(element, tag);
  if (extra) facts.extra = { cvat: extra };
  return facts;
}

function readAttributes(
  element: XmlElement,
  label: string,
  types: AttributeTypes,
  notes: FileNotes,
  facts: { -readonly [K in keyof Facts]: Facts[K] },
): void {
  if (element.children.length === 0) return;
  const entries = new Map<string, Json>();
  for (const child of childrenNamed(element, 'attribute')) {
    const name = child.attributes.get('name');
    if (name === undefined) continue;
    const value = valueOf(child, types.get(label)?.get(name));
    const flag = FLAG_ATTRIBUTES.find((each) => each === name);
    if (entries.has(name))
      notes.tell(
        'warning',
        'cvat-attribute-twice',
        `Attribute "${name}" stands twice; the last one counts.`,
        child.start,
      );
    if (flag && (value === 'true' || value === true)) facts[flag] = true;
    else entries.set(name, value);
  }
  if (entries.size > 0) facts.attributes = Object.fromEntries(entries);
}

function valueOf({ text, attributes }: XmlElement, declared: Parameters<typeof attributeValue>[1]): Json {
  const type = attributes.get('type');
  return type === undefined ? attributeValue(text, declared) : fromTypedText(text, type);
}

/** Who made it, and attributes of the element that nobody knows. */
function extraOf({ attributes }: XmlElement, tag: ShapeTag): JsonObject | undefined {
  let others: [string, string][] | undefined;
  for (const [name, value] of attributes) {
    if (SHAPE_KNOWN.has(name) || GEOMETRY[tag].includes(name) || (name === 'source' && value === 'manual'))
      continue;
    (others ??= []).push([name, value]);
  }
  return others && Object.fromEntries(others);
}

function tagsOf(tags: readonly XmlElement[]): readonly string[] {
  const names = tags.map(({ attributes }) => attributes.get('label') ?? '');
  return [...new Set(names.filter((name) => name !== ''))];
}

/** Attributes of the image, what tags say besides their name, and elements nobody knows, as they are written. */
function imageExtra(
  image: XmlElement,
  tags: readonly XmlElement[],
  unknown: readonly XmlElement[],
  text: string,
  types: AttributeTypes,
): JsonObject | undefined {
  const extra: Record<string, Json> = {};
  const others = [...image.attributes].filter(([name]) => !IMAGE_KNOWN.has(name));
  if (others.length > 0) extra['attributes'] = Object.fromEntries(others);
  const said = tags.flatMap((tag) => tagExtra(tag, types));
  if (said.length > 0) extra['tags'] = said;
  if (unknown.length > 0) extra['elements'] = unknown.map(({ start, end }) => text.slice(start, end));
  for (const _ in extra) return extra;
  return undefined;
}

function tagExtra(tag: XmlElement, types: AttributeTypes): readonly JsonObject[] {
  const label = tag.attributes.get('label') ?? '';
  const values = childrenNamed(tag, 'attribute').map((child): [string, Json] => {
    const name = child.attributes.get('name') ?? '';
    return [name, valueOf(child, types.get(label)?.get(name))];
  });
  const others = [...tag.attributes].filter(
    ([name, value]) => name !== 'label' && !(name === 'source' && value === 'manual'),
  );
  if (values.length === 0 && others.length === 0) return [];
  return [
    {
      label,
      ...(values.length > 0 && { attributes: Object.fromEntries(values) }),
      ...Object.fromEntries(others),
    },
  ];
}
