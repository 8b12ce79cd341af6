import type { AttributeSpec } from './labelSchema';
import type { Field, YamlReader } from './yamlReader';

const KEYS = ['name', 'type', 'options', 'min', 'max', 'step', 'default', 'mutable'] as const;
const TYPES = ['checkbox', 'choice', 'multichoice', 'number', 'text'] as const;

type Members = ReadonlyMap<string, Field>;

/** The attributes of a class; one that cannot be used is left out. */
export function parseAttributes(reader: YamlReader, field: Field): readonly AttributeSpec[] {
  const names = new Set<string>();
  return reader.items(field, 'attributes').flatMap((item) => parseAttribute(reader, item, names) ?? []);
}

function parseAttribute(reader: YamlReader, item: Field, names: Set<string>): AttributeSpec | undefined {
  const members = reader.members(item, 'An attribute', KEYS);
  if (!members) return undefined;
  const name = attributeName(reader, item, members.get('name'), names);
  if (name === undefined) return undefined;
  const typeField = members.get('type');
  if (!typeField)
    return reader.error(item, 'no-type', `The attribute "${name}" needs a type: ${TYPES.join(', ')}.`);
  const type = reader.oneOf(typeField, 'type', TYPES);
  if (type === undefined) return undefined;
  reportStrangers(reader, members, type);
  const spec = typed(reader, item, members, name, type);
  const field = members.get('mutable');
  const mutable = field && reader.boolean(field, 'mutable');
  return spec && { ...spec, ...(mutable && { mutable }) };
}

function attributeName(
  reader: YamlReader,
  item: Field,
  field: Field | undefined,
  names: Set<string>,
): string | undefined {
  if (!field) return reader.error(item, 'no-name', 'This attribute has no name.');
  const name = reader.name(field, 'The attribute name');
  if (name === undefined) return undefined;
  if (names.has(name))
    return reader.error(field, 'duplicate-name', `The attribute "${name}" is there already.`);
  names.add(name);
  return name;
}

/** Options belong to choices, limits to numbers. */
function reportStrangers(reader: YamlReader, members: Members, type: AttributeSpec['type']): void {
  const own = {
    checkbox: [],
    text: [],
    choice: ['options'],
    multichoice: ['options'],
    number: ['min', 'max', 'step'],
  }[type] as string[];
  for (const key of ['options', 'min', 'max', 'step']) {
    const field = members.get(key);
    if (field && !own.includes(key))
      reader.warn(field, 'unknown-key', `An attribute of type ${type} has no ${key}.`);
  }
}

function typed(
  reader: YamlReader,
  item: Field,
  members: Members,
  name: string,
  type: AttributeSpec['type'],
): AttributeSpec | undefined {
  const initial = members.get('default');
  switch (type) {
    case 'checkbox':
      return { name, type, ...optional('default', initial && reader.boolean(initial, 'default')) };
    case 'text':
      return { name, type, ...optional('default', initial && reader.text(initial, 'default')) };
    case 'number':
      return numberSpec(reader, members, name);
    case 'choice':
    case 'multichoice':
      return choiceSpec(reader, item, members, name, type);
  }
}

function numberSpec(reader: YamlReader, members: Members, name: string): AttributeSpec {
  const read = (key: string): number | undefined => {
    const field = members.get(key);
    return field && reader.number(field, key);
  };
  const limits = inOrder(reader, members.get('max'), read('min'), read('max'));
  const step = positive(reader, members.get('step'), read('step'));
  const initial = inRange(reader, members.get('default'), read('default'), limits);
  return { name, type: 'number', ...limits, ...optional('step', step), ...optional('default', initial) };
}

interface Limits {
  readonly min?: number;
  readonly max?: number;
}

function inOrder(reader: YamlReader, field: Field | undefined, min?: number, max?: number): Limits {
  if (!field || min === undefined || max === undefined || min <= max)
    return { ...optional('min', min), ...optional('max', max) };
  reader.error(field, 'wrong-value', `max ${max} is below min ${min}; both are ignored.`);
  return {};
}

function positive(reader: YamlReader, field: Field | undefined, step?: number): number | undefined {
  if (!field || step === undefined || step > 0) return step;
  return reader.error(field, 'wrong-value', `step must be above 0, not ${step}.`);
}

function inRange(
  reader: YamlReader,
  field: Field | undefined,
  initial: number | undefined,
  { min = -Infinity, max = Infinity }: Limits,
): number | undefined {
  if (!field || initial === undefined || (initial >= min && initial <= max)) return initial;
  return reader.error(field, 'wrong-value', `default ${initial} is not between min and max.`);
}

function choiceSpec(
  reader: YamlReader,
  item: Field,
  members: Members,
  name: string,
  type: 'choice' | 'multichoice',
): AttributeSpec | undefined {
  const field = members.get('options');
  const options = field
    ? reader.items(field, 'options').flatMap((option) => reader.name(option, 'An option') ?? [])
    : [];
  if (options.length === 0)
    return reader.error(field ?? item, 'no-options', `The attribute "${name}" needs options to choose from.`);
  const unique = [...new Set(options)];
  const initial = members.get('default');
  if (type === 'multichoice') {
    const chosen =
      initial &&
      reader.items(initial, 'default').flatMap((each) => reader.oneOf(each, 'default', unique) ?? []);
    return { name, type, options: unique, ...optional('default', chosen) };
  }
  const chosen = initial && reader.oneOf(initial, 'default', unique);
  return { name, type: 'choice', options: unique, ...optional('default', chosen) };
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
}
