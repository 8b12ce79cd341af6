import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import {
  EMPTY_SCHEMA,
  type LabelClass,
  type LabelSchema,
  type SkeletonTemplate,
  type TagGroup,
} from '../../schema/labelSchema';
import { colorText } from '../maskPng/classTable';

/** What a file's `categories` and `infos` say. */
export interface Categories {
  readonly labels: readonly string[];
  readonly schema: LabelSchema;
  readonly joints: ReadonlyMap<string, readonly string[]>;
}

/** Where our own part of `infos` stands: names of labels that are tags of images, and how they are asked for. */
export const OWN_INFOS = 'relabel';

export function readCategories(top: JsonObject, usedAsTags: ReadonlySet<number>): Categories {
  const categories = object(top['categories']);
  const labels = list(object(categories['label'])['labels']).map((each) => text(object(each)['name']) ?? '');
  const tagGroups = readTagGroups(top);
  const tags = new Set(tagGroups.flatMap(({ options }) => options.map(({ name }) => name)));
  const skeletons = readSkeletons(object(categories['points']), labels);
  const colors = readColors(object(categories['mask']));
  const classes = labels.flatMap((name, id): LabelClass[] => {
    if (name === '' || tags.has(name) || labels.indexOf(name) !== id) return [];
    const color = colors.get(id);
    const skeleton = skeletons.some((each) => each.name === name) && { skeleton: name };
    return [{ name, id, ...(color !== undefined && { color }), attributes: [], ...skeleton }];
  });
  const more = labels.filter((name, i) => usedAsTags.has(i) && name !== '' && !tags.has(name));
  return {
    labels,
    schema: { ...EMPTY_SCHEMA, classes, tags: withMore(tagGroups, [...new Set(more)]), skeletons },
    joints: new Map(skeletons.map(({ name, joints }) => [name, joints.map((joint) => joint.name)])),
  };
}

function withMore(groups: readonly TagGroup[], names: readonly string[]): readonly TagGroup[] {
  if (names.length === 0) return groups;
  const options = names.map((name) => ({ name }));
  return [...groups, { name: 'label', choice: 'multiple', required: false, options }];
}

function readTagGroups(top: JsonObject): readonly TagGroup[] {
  const groups = list(object(object(top['infos'])[OWN_INFOS])['tags']).map(object);
  return groups.flatMap((group) => {
    const options = list(group['options']).flatMap((name) => (typeof name === 'string' ? [{ name }] : []));
    const name = text(group['name']);
    const choice = group['choice'] === 'single' ? 'single' : 'multiple';
    return name === undefined || options.length === 0 ? [] : [{ name, choice, required: false, options }];
  });
}

function readSkeletons(points: JsonObject, labels: readonly string[]): readonly SkeletonTemplate[] {
  return list(points['items']).flatMap((each): SkeletonTemplate[] => {
    const item = object(each);
    const name = typeof item['label_id'] === 'number' ? labels[item['label_id']] : undefined;
    const names = list(item['labels']).flatMap((joint) => text(joint) ?? []);
    if (name === undefined || names.length === 0 || new Set(names).size < names.length) return [];
    const edges = list(item['joints']).flatMap((pair) => edgeOf(pair, names));
    return [{ name, joints: names.map((joint) => ({ name: joint })), edges, swap: [] }];
  });
}

/** Pairs of 1-based places, as COCO has them. */
function edgeOf(pair: Json, names: readonly string[]): (readonly [string, string])[] {
  const [a, b] = list(pair).map((at) => (typeof at === 'number' ? names[at - 1] : undefined));
  return a !== undefined && b !== undefined ? [[a, b]] : [];
}

function readColors(mask: JsonObject): ReadonlyMap<number, string> {
  const entries = list(mask['colormap']).map(object);
  return new Map(
    entries.flatMap(({ label_id: id, r, g, b }): [number, string][] =>
      isByte(r) && isByte(g) && isByte(b) && typeof id === 'number'
        ? [[id, colorText(r + 256 * g + 65536 * b)]]
        : [],
    ),
  );
}

function isByte(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 256;
}

export function list(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}

export function object(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

export function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
