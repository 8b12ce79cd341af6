import { isObject, type Json, type JsonObject } from '../../json/json';
import {
  EMPTY_SCHEMA,
  type LabelClass,
  type LabelSchema,
  type SkeletonTemplate,
} from '../../schema/labelSchema';
import { list, object, text } from '../datumaro/categories';
import type { Source } from '../format';
import { parseLenient } from '../json/lenient';
import { textOf } from '../lib/readText';
import type { Report } from '../report';
import { META, OWN } from './layout';

/** What `meta.json` says. */
export interface Meta {
  readonly schema: LabelSchema;
  /** Names of joints by the ids of nodes, by class. */
  readonly nodes: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Tags of which the value is "true" or "false". */
  readonly booleans: ReadonlySet<string>;
  /** Paths of images that were renamed and have no annotation file, by dataset and name. */
  readonly paths: ReadonlyMap<string, string>;
  /** What nobody else understands: hotkeys, colours of tags, settings. */
  readonly foreign: JsonObject;
}

export function readMeta({ fs }: Source, report: Report): Meta {
  const body = fs.has(META) ? textOf(fs, META, report) : undefined;
  const parsed = body === undefined ? undefined : parseLenient(body);
  if (parsed && !parsed.ok) {
    const message = `This is not JSON: ${parsed.message}. Classes are taken from the annotations.`;
    report.problem({ path: META, severity: 'error', code: 'broken-json', message });
  }
  return metaOf(parsed?.ok ? object(parsed.value) : {});
}

function metaOf(top: JsonObject): Meta {
  const classes = list(top['classes'])
    .map(object)
    .filter((each) => (text(each['title']) ?? '') !== '');
  const first = classes.filter((each, i) => classes.findIndex(({ title }) => title === each['title']) === i);
  const skeletons = first.flatMap(skeletonOf);
  const tags = list(top['tags']).map(object);
  const { classes: _, tags: __, [OWN]: own, ...rest } = top;
  const paths = Object.entries(object(object(own)['paths']));
  return {
    schema: {
      ...EMPTY_SCHEMA,
      classes: first.map((each) => classOf(each, skeletons)),
      tags: tagGroups(tags),
      skeletons: skeletons.map(({ template }) => template),
    },
    nodes: new Map(skeletons.map(({ template, nodes }) => [template.name, nodes])),
    booleans: new Set(tags.filter(isBoolean).flatMap((tag) => text(tag['name']) ?? [])),
    paths: new Map(paths.flatMap(([key, path]) => (typeof path === 'string' ? [[key, path]] : []))),
    foreign: { ...rest, ...(tags.length > 0 && { tags }) },
  };
}

function classOf(each: JsonObject, skeletons: readonly Skeleton[]): LabelClass {
  const { id, color, description } = each;
  const name = text(each['title']) ?? '';
  return {
    name,
    ...(typeof id === 'number' && Number.isSafeInteger(id) && { id }),
    ...(typeof color === 'string' && /^#[0-9a-f]{6}$/i.test(color) && { color }),
    ...(typeof description === 'string' && description !== '' && { description }),
    attributes: [],
    ...(skeletons.some(({ template }) => template.name === name) && { skeleton: name }),
  };
}

interface Skeleton {
  readonly template: SkeletonTemplate;
  readonly nodes: ReadonlyMap<string, string>;
}

/** `geometry_config: {nodes: {id: {label}}, edges: [{src, dst}]}` of a class. */
function skeletonOf(each: JsonObject): Skeleton[] {
  const config = object(each['geometry_config']);
  const entries = Object.entries(object(config['nodes']));
  if (entries.length === 0) return [];
  const nodes = new Map(entries.map(([id, node]) => [id, text(object(node)['label']) ?? id]));
  const names = [...new Set(nodes.values())];
  const edges = list(config['edges']).flatMap((edge): [string, string][] => {
    const [a, b] = [object(edge)['src'], object(edge)['dst']].map((id) => nodes.get(text(id) ?? ''));
    return a !== undefined && b !== undefined && a !== b ? [[a, b]] : [];
  });
  const template = {
    name: text(each['title']) ?? '',
    joints: names.map((name) => ({ name })),
    edges,
    swap: [],
  };
  return [{ template, nodes }];
}

/** Tags of images without a value are options of one question. */
function tagGroups(tags: readonly JsonObject[]): LabelSchema['tags'] {
  const options = tags
    .filter((tag) => tag['value_type'] === 'none' && tag['applicable_type'] !== 'objectsOnly')
    .flatMap((tag) => text(tag['name']) ?? []);
  const unique = [...new Set(options)].filter((name) => name !== '');
  if (unique.length === 0) return [];
  return [{ name: 'tags', choice: 'multiple', required: false, options: unique.map((name) => ({ name })) }];
}

function isBoolean(tag: JsonObject): boolean {
  const values: Json = tag['values'] ?? null;
  return tag['value_type'] === 'oneof_string' && list(values).length === 2 && list(values).every(isTruth);
}

function isTruth(value: Json): boolean {
  return !isObject(value) && (value === 'true' || value === 'false');
}
