import { stringify } from 'yaml';
import { sameValue } from '../annotation/document';
import type { AttributeSpec, LabelChoice, LabelClass, LabelSchema, TagGroup } from './labelSchema';
import { SCHEMA_VERSION } from './parseSchema';
import { SKELETON_TEMPLATES } from './skeletonTemplates';

/**
 * The text of a new `relabel.yaml`: reading it gives the schema again. Names of classes and their order, ids with gaps,
 * attributes, skeletons, tags and relations are all kept; a file that is there already is never rewritten with it.
 */
export function printSchema(schema: LabelSchema): string {
  const { name, images, sidecars, labels, classes, tags, skeletons, relations, panoptic } = schema;
  const own = skeletons.filter((template) => !SKELETON_TEMPLATES.some((known) => sameValue(known, template)));
  const file = {
    version: SCHEMA_VERSION,
    ...(name !== undefined && { name }),
    ...(images.length > 0 && { images }),
    ...(sidecars.place === 'beside' && { sidecars: 'beside' }),
    ...(sidecars.place === 'folder' && { sidecars: { folder: sidecars.folder } }),
    ...(labels && { labels: printChoice(labels) }),
    ...(classes.length > 0 && { classes: classes.map(printClass) }),
    ...(own.length > 0 && { skeletons: own }),
    ...(tags.length > 0 && { tags: tags.map(printTags) }),
    ...(relations.length > 0 && { relations }),
    ...(panoptic && { panoptic }),
  };
  return `# Relabel data set: what is labelled in this folder and how. Edit it at any time.\n${toYaml(file)}`;
}

function printChoice({ store, task, path }: LabelChoice): unknown {
  if (path !== undefined) return { [store]: path };
  return task === undefined ? store : `${store}-${task}`;
}

/** Wide lines: a name is never folded. Aliases would be read, but not by people. */
function toYaml(value: unknown): string {
  return stringify(value, { version: '1.2', compat: 'yaml-1.1', lineWidth: 0, aliasDuplicateObjects: false });
}

/** Keys in the order of the documentation; what says nothing is left out. */
function printClass({
  name,
  id,
  color,
  key,
  description,
  shapes,
  attributes,
  skeleton,
  stuff,
}: LabelClass): object {
  return {
    name,
    ...(id !== undefined && { id }),
    ...(color !== undefined && { color }),
    ...(key !== undefined && { key }),
    ...(description !== undefined && { description }),
    ...(shapes && { shapes }),
    ...(attributes.length > 0 && { attributes: attributes.map(printAttribute) }),
    ...(skeleton !== undefined && { skeleton }),
    ...(stuff && { stuff }),
  };
}

function printAttribute({ name, type, ...rest }: AttributeSpec): object {
  return { name, type, ...rest };
}

function printTags({ name, choice, required, description, options }: TagGroup): object {
  return {
    name,
    choice,
    ...(required && { required }),
    ...(description !== undefined && { description }),
    options: options.map((option) => (option.description === undefined ? option.name : option)),
  };
}
