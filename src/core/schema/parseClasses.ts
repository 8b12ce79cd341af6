import { isShapeKind, SHAPE_KINDS, type ShapeKindName } from '../shapes/index';
import { didYouMean } from './closest';
import type { LabelClass } from './labelSchema';
import { parseAttributes } from './parseAttributes';
import type { Field, YamlReader } from './yamlReader';

const KEYS = ['name', 'id', 'color', 'key', 'description', 'shapes', 'attributes'] as const;

/** Shapes of versions to come: a file that names them is not wrong. */
const COMING_SHAPES: readonly string[] = [
  'rotatedBox',
  'polyline',
  'point',
  'skeleton',
  'ellipse',
  'mask',
  'cuboid',
];

interface Taken {
  readonly names: Set<string>;
  readonly ids: Set<number>;
  readonly keys: Set<string>;
}

/** The list of classes; one that cannot be used is left out, a bad part of one likewise. */
export function parseClasses(reader: YamlReader, field: Field): readonly LabelClass[] {
  const taken: Taken = { names: new Set(), ids: new Set(), keys: new Set() };
  return reader.items(field, 'classes').flatMap((item) => parseClass(reader, item, taken) ?? []);
}

function parseClass(reader: YamlReader, item: Field, taken: Taken): LabelClass | undefined {
  if (!reader.isMapping(item)) {
    const name = readName(reader, item, taken);
    return name === undefined ? undefined : { name, attributes: [] };
  }
  const members = reader.members(item, 'A class', KEYS) ?? new Map<string, Field>();
  const nameField = members.get('name');
  if (!nameField) return reader.error(item, 'no-name', 'This class has no name.');
  const name = readName(reader, nameField, taken);
  if (name === undefined) return undefined;
  const part = <T>(key: (typeof KEYS)[number], read: (field: Field) => T | undefined): T | undefined => {
    const found = members.get(key);
    return found && read(found);
  };
  const id = part('id', (found) => readId(reader, found, taken));
  const color = part('color', (found) => readColor(reader, found));
  const key = part('key', (found) => readKey(reader, found, taken));
  const description = part('description', (found) => reader.text(found, 'description'));
  const shapes = part('shapes', (found) => readShapes(reader, found));
  return {
    name,
    ...(id !== undefined && { id }),
    ...(color !== undefined && { color }),
    ...(key !== undefined && { key }),
    ...(description !== undefined && { description }),
    ...(shapes !== undefined && { shapes }),
    attributes: part('attributes', (found) => parseAttributes(reader, found)) ?? [],
  };
}

function readName(reader: YamlReader, field: Field, { names }: Taken): string | undefined {
  const name = reader.name(field, 'The class name');
  if (name === undefined) return undefined;
  if (names.has(name)) return reader.error(field, 'duplicate-name', `The class "${name}" is there already.`);
  names.add(name);
  return name;
}

function readId(reader: YamlReader, field: Field, { ids }: Taken): number | undefined {
  const id = reader.number(field, 'id');
  if (id === undefined) return undefined;
  if (!Number.isSafeInteger(id) || id < 0)
    return reader.error(field, 'wrong-value', `id must be a whole number from 0, not ${id}.`);
  if (ids.has(id)) return reader.error(field, 'duplicate-id', `Another class has the id ${id} already.`);
  ids.add(id);
  return id;
}

/** `#rrggbb` in the file's own capitals; `#rgb` is written out. */
function readColor(reader: YamlReader, field: Field): string | undefined {
  const text = reader.text(field, 'color');
  if (text === undefined || /^#[0-9a-f]{6}$/i.test(text)) return text;
  if (/^#[0-9a-f]{3}$/i.test(text)) return text.replace(/[0-9a-f]/gi, '$&$&');
  return reader.error(field, 'wrong-color', `color must be "#rrggbb" in quotes, not "${text.slice(0, 40)}".`);
}

function readKey(reader: YamlReader, field: Field, { keys }: Taken): string | undefined {
  const key = reader.text(field, 'key')?.toLowerCase();
  if (key === undefined) return undefined;
  if (!/^[0-9a-z]$/.test(key))
    return reader.error(field, 'wrong-value', `key must be one digit or letter, not "${key.slice(0, 40)}".`);
  if (keys.has(key)) return reader.error(field, 'duplicate-key', `Another class has the key ${key} already.`);
  keys.add(key);
  return key;
}

/** Undefined, meaning any shape, when none of them is known. */
function readShapes(reader: YamlReader, field: Field): readonly ShapeKindName[] | undefined {
  const shapes = reader.oneOrMore(field, 'shapes').flatMap((item) => {
    const name = reader.name(item, 'The shape');
    if (name === undefined) return [];
    if (isShapeKind(name)) return [name];
    if (COMING_SHAPES.includes(name))
      reader.warn(item, 'coming-shape', `This version of Relabel does not know the shape ${name} yet.`);
    else reader.error(item, 'unknown-shape', unknownShape(name));
    return [];
  });
  return shapes.length > 0 ? [...new Set(shapes)] : undefined;
}

function unknownShape(name: string): string {
  const known = [...SHAPE_KINDS, ...COMING_SHAPES];
  return `There is no shape "${name}"${didYouMean(name, known) || `; there are ${SHAPE_KINDS.join(', ')}.`}`;
}
