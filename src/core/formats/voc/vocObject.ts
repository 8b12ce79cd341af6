import type { Annotation } from '../../annotation/annotation';
import type { Json, JsonObject } from '../../json/json';
import { plain } from '../lib/plainSum';
import { fromTypedText } from '../lib/typedText';
import type { FileNotes } from '../xml/fileNotes';
import { childNamed, childrenNamed, childText, finiteNumber, type XmlElement } from '../xml/xmlElement';

/** Where the file's numbers lie: 0 is continuous edges, 1 is pixels counted from 1 with both ends inside. */
export type BoxOrigin = 0 | 1;

const VOC_FLAGS = ['truncated', 'difficult', 'occluded'] as const;
const KNOWN: ReadonlySet<string> = new Set(['name', 'pose', 'bndbox', 'attributes', ...VOC_FLAGS]);

/** An annotation without its id, or undefined (and a problem) when the object has no name or no box. */
export function annotationOfObject(
  object: XmlElement,
  text: string,
  origin: BoxOrigin,
  notes: FileNotes,
): Omit<Annotation, 'id'> | undefined {
  const label = labelOf(object);
  if (label === undefined) {
    notes.tell('error', 'voc-no-name', 'An object has no name; it is kept as it is.', object.start);
    return undefined;
  }
  const shape = boxOf(object, origin, notes);
  if (!shape) return undefined;
  const attributes = attributesOf(object);
  const extra = extraOf(object, text);
  return {
    label,
    shape,
    ...flagsOf(object),
    ...(attributes && { attributes }),
    ...(extra && { extra: { voc: extra } }),
  };
}

/** White space around a name that comes from indentation goes; any other is part of it. */
function labelOf(object: XmlElement): string | undefined {
  const text = childNamed(object, 'name')?.text ?? '';
  const label = text.includes('\n') ? text.trim() : text;
  return label.trim() === '' ? undefined : label;
}

function boxOf(object: XmlElement, origin: BoxOrigin, notes: FileNotes): Annotation['shape'] | undefined {
  const box = childNamed(object, 'bndbox');
  const edge = (name: string): number | undefined => box && finiteNumber(childText(box, name));
  const [xmin, ymin, xmax, ymax] = [edge('xmin'), edge('ymin'), edge('xmax'), edge('ymax')];
  if (xmin === undefined || ymin === undefined || xmax === undefined || ymax === undefined) {
    const what = 'An object has no bndbox of four numbers (xmin, ymin, xmax, ymax); it is kept as it is.';
    notes.tell('error', 'voc-no-box', what, (box ?? object).start);
    return undefined;
  }
  const [x, y] = [xmin - origin, ymin - origin];
  if (xmax < x || ymax < y)
    notes.tell(
      'warning',
      'voc-box-reversed',
      'xmax or ymax lies before xmin or ymin; they were exchanged.',
      box?.start,
    );
  const [left, top] = [Math.min(x, xmax), Math.min(y, ymax)];
  const [width, height] = [plain(Math.max(x, xmax) - left), plain(Math.max(y, ymax) - top)];
  return { kind: 'box', x: left, y: top, width, height };
}

function flagsOf(object: XmlElement): Pick<Annotation, (typeof VOC_FLAGS)[number]> {
  const flags: { -readonly [K in (typeof VOC_FLAGS)[number]]?: true } = {};
  for (const name of VOC_FLAGS) if (isOn(childText(object, name))) flags[name] = true;
  return flags;
}

function isOn(text: string | undefined): boolean {
  return text !== undefined && (Number(text) > 0 || /^(true|yes)$/i.test(text));
}

/** Datumaro's and CVAT's addition to the format (datumaro: plugins/data_formats/voc/exporter.py). */
function attributesOf(object: XmlElement): JsonObject | undefined {
  const list = childNamed(object, 'attributes');
  if (!list) return undefined;
  const entries = childrenNamed(list, 'attribute').map((attribute): [string, Json] => {
    const value = childNamed(attribute, 'value');
    return [
      childNamed(attribute, 'name')?.text ?? '',
      fromTypedText(value?.text ?? '', value?.attributes.get('type')),
    ];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** What has no place in an annotation: the pose, flags that are more than yes or no, and other elements as written. */
function extraOf(object: XmlElement, text: string): JsonObject | undefined {
  const extra: Record<string, Json> = {};
  const pose = childText(object, 'pose');
  if (pose !== undefined && pose !== 'Unspecified') extra['pose'] = pose;
  for (const name of VOC_FLAGS) {
    const value = childText(object, name);
    if (value !== undefined && isOn(value) && value !== '1') extra[name] = value;
  }
  const elements = object.children.filter(({ name }) => !KNOWN.has(name)).map((each) => sourceOf(each, text));
  if (elements.length > 0) extra['elements'] = elements;
  for (const _ in extra) return extra;
  return undefined;
}

export function sourceOf({ start, end }: XmlElement, text: string): string {
  return text.slice(start, end);
}
