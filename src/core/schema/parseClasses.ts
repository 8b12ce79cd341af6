import { isShapeKind, SHAPE_KINDS, type ShapeKindName } from '../shapes/index';
import { didYouMean } from './closest';
import type { AttributeSpec, LabelClass } from './labelSchema';
import { parseAttributes } from './parseAttributes';
import { readColor } from './readColor';
import type { Field, YamlReader } from './yamlReader';

const KEYS = [
  ...(['name', 'id', 'color', 'key', 'description', 'shapes', 'skeleton', 'stuff', 'attributes'] as const),
];

/** What the rest of the file offers to its classes. */
export interface ClassSurroundings {
  /** Attributes of every class. */
  readonly attributes: readonly AttributeSpec[];
  /** Names of skeletons there are. */
  readonly skeletons: readonly string[];
}

interface Taken {
  readonly names: Set<string>;
  readonly ids: Set<number>;
  readonly keys: Set<string>;
}

/** The list of classes; one that cannot be used is left out, a bad part of one likewise. */
export function parseClasses(
  reader: YamlReader,
  field: Field,
  around: ClassSurroundings,
): readonly LabelClass[] {
  const taken: Taken = { names: new Set(), ids: new Set(), keys: new Set() };
  return reader.items(field, 'classes').flatMap((item) => parseClass(reader, item, taken, around) ?? []);
}

function parseClass(
  reader: YamlReader,
  item: Field,
  taken: Taken,
  around: ClassSurroundings,
): LabelClass | undefined {
  if (!reader.isMapping(item)) {
    const name = readName(reader, item, taken);
    return name === undefined ? undefined : { name, attributes: around.attributes };
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
  const skeleton = part('skeleton', (found) => readSkeleton(reader, found, around.skeletons));
  const stuff = part('stuff', (found) => reader.boolean(found, 'stuff'));
  const own = part('attributes', (found) => parseAttributes(reader, found)) ?? [];
  return {
    name,
    ...(id !== undefined && { id }),
    ...(color !== undefined && { color }),
    ...(key !== undefined && { key }),
    ...(description !== undefined && { description }),
    ...(shapes !== undefined && { shapes }),
    attributes: withCommon(own, around.attributes),
    ...(skeleton !== undefined && { skeleton }),
    ...(stuff && { stuff }),
  };
}

/** Those of every class first; a class may say otherwise about one of the same name. */
function withCommon(
  own: readonly AttributeSpec[],
  common: readonly AttributeSpec[],
): readonly AttributeSpec[] {
  const isOwn = ({ name }: AttributeSpec) => own.some((each) => each.name === name);
  return [...common.filter((each) => !isOwn(each)), ...own];
}

function readSkeleton(reader: YamlReader, field: Field, known: readonly string[]): string | undefined {
  const name = reader.name(field, 'skeleton');
  if (name === undefined || known.includes(name)) return name;
  const hint = didYouMean(name, known) || `; there are ${known.join(', ')}.`;
  return reader.error(field, 'unknown-skeleton', `There is no skeleton "${name}"${hint}`);
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
    reader.error(item, 'unknown-shape', unknownShape(name));
    return [];
  });
  return shapes.length > 0 ? [...new Set(shapes)] : undefined;
}

function unknownShape(name: string): string {
  return `There is no shape "${name}"${didYouMean(name, SHAPE_KINDS) || `; there are ${SHAPE_KINDS.join(', ')}.`}`;
}
