import type { TagGroup, TagOption } from './labelSchema';
import type { Field, YamlReader } from './yamlReader';

const GROUP_KEYS = ['name', 'choice', 'required', 'description', 'options'] as const;
const OPTION_KEYS = ['name', 'description'] as const;

interface Taken {
  readonly groups: Set<string>;
  readonly options: Set<string>;
}

/** The questions about the whole image. Option names must be unique over all groups: sidecars store them flat. */
export function parseTags(reader: YamlReader, field: Field): readonly TagGroup[] {
  const taken: Taken = { groups: new Set(), options: new Set() };
  return reader.items(field, 'tags').flatMap((item) => parseGroup(reader, item, taken) ?? []);
}

function parseGroup(reader: YamlReader, item: Field, taken: Taken): TagGroup | undefined {
  const members = reader.members(item, 'A tag group', GROUP_KEYS);
  if (!members) return undefined;
  const nameField = members.get('name');
  if (!nameField) return reader.error(item, 'no-name', 'This tag group has no name.');
  const name = unique(reader, nameField, 'The tag group', taken.groups);
  const optionsField = members.get('options');
  const options = optionsField ? parseOptions(reader, optionsField, taken) : [];
  if (name === undefined) return undefined;
  if (options.length === 0)
    return reader.error(optionsField ?? item, 'no-options', `The tag group "${name}" has no options.`);
  const [choice, required, description] = ['choice', 'required', 'description'].map((key) =>
    members.get(key),
  );
  const about = description && reader.text(description, 'description');
  return {
    name,
    choice: (choice && reader.oneOf(choice, 'choice', ['single', 'multiple'])) ?? 'single',
    required: (required && reader.boolean(required, 'required')) ?? false,
    ...(about !== undefined && { description: about }),
    options,
  };
}

function parseOptions(reader: YamlReader, field: Field, taken: Taken): readonly TagOption[] {
  return reader.items(field, 'options').flatMap((item) => parseOption(reader, item, taken) ?? []);
}

function parseOption(reader: YamlReader, item: Field, taken: Taken): TagOption | undefined {
  const members = reader.isMapping(item) ? reader.members(item, 'An option', OPTION_KEYS) : undefined;
  const nameField = members ? members.get('name') : item;
  if (!nameField) return reader.error(item, 'no-name', 'This option has no name.');
  const name = unique(reader, nameField, 'The option', taken.options);
  if (name === undefined) return undefined;
  const field = members?.get('description');
  const description = field && reader.text(field, 'description');
  return { name, ...(description !== undefined && { description }) };
}

function unique(reader: YamlReader, field: Field, what: string, taken: Set<string>): string | undefined {
  const name = reader.name(field, `${what} name`);
  if (name === undefined) return undefined;
  if (taken.has(name))
    return reader.error(field, 'duplicate-name', `${what} "${name}" is there already; names must differ.`);
  taken.add(name);
  return name;
}
