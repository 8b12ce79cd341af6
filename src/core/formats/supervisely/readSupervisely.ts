import type { Annotation } from '../../annotation/annotation';
import { compareIds, emptyDoc, type AnnotationDoc } from '../../annotation/document';
import type { Json, JsonObject } from '../../json/json';
import { list, object, text } from '../datumaro/categories';
import { numbers } from '../datumaro/readAnnotation';
import type { Source } from '../format';
import { parseLenient } from '../json/lenient';
import type { LabeledImage, LabelSet } from '../labelSet';
import { uniqueImagePath } from '../lib/findImage';
import { importedIds } from '../lib/importedIds';
import { textOf } from '../lib/readText';
import { lastPart } from '../lib/safePath';
import { splitOf } from '../lib/splitFolders';
import { withClasses } from '../relabel/usedClasses';
import type { Report } from '../report';
import { itemKey, itemsOf, OWN, type Item } from './layout';
import { readMeta, type Meta } from './meta';
import { shapeOf } from './readGeometry';
import { readTags } from './readTags';

const STEP = 200;
const KNOWN_TOP = new Set(['size', 'tags', 'objects', OWN]);
const KNOWN = new Set([
  'classTitle',
  'geometryType',
  'shape',
  'points',
  'parts',
  'bitmap',
  'nodes',
  'vertices',
  'angle',
  'tags',
]);

export function readSupervisely(source: Source, report: Report): LabelSet {
  const meta = readMeta(source, report);
  const items = itemsOf(source);
  // Classes that meta.json does not name, and paths, are needed before the images.
  const labels = new Set<string>();
  const paths = pathsOf(items, meta, source, labels, report);
  function* images(): Generator<LabeledImage> {
    for (const [i, item] of items.entries()) {
      if (i % STEP === 0) report.progress(i, items.length, 'images');
      const image = readItem(item, paths[i] ?? item.name, source, meta, report);
      report.read(image.path, image.doc.annotations.length);
      yield image;
    }
  }
  return {
    schema: withClasses(meta.schema, labels),
    imageCount: items.length,
    images: { [Symbol.iterator]: images },
    ...(Object.keys(meta.foreign).length > 0 && { foreign: { supervisely: meta.foreign } }),
  };
}

const deaf = { problem: () => undefined };

function pathsOf(
  items: readonly Item[],
  meta: Meta,
  source: Source,
  labels: Set<string>,
  report: Report,
): readonly string[] {
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  for (const { name } of items) counts.set(name, (counts.get(name) ?? 0) + 1);
  return items.map((item) => {
    const top = topOf(item, source, deaf);
    for (const each of list(top?.['objects'])) labels.add(text(object(each)['classTitle']) ?? '');
    labels.delete('');
    const own = text(object(top?.[OWN])['path']) ?? meta.paths.get(itemKey(item));
    const name = counts.get(item.name) === 1 ? item.name : itemKey(item);
    return uniqueImagePath(own ?? name, taken, { file: item.annotation ?? item.name }, report);
  });
}

function topOf(item: Item, { fs }: Source, report: Pick<Report, 'problem'>): JsonObject | undefined {
  const path = item.annotation;
  const body = path === undefined ? undefined : textOf(fs, path, report);
  if (path === undefined || body === undefined) return undefined;
  const parsed = parseLenient(body);
  if (parsed.ok && Object.keys(object(parsed.value)).length > 0) return object(parsed.value);
  const message = `This is no annotation of Supervisely: ${parsed.ok ? 'it is no object' : parsed.message}.`;
  report.problem({ path, severity: 'error', code: 'broken-json', message });
  return undefined;
}

function readItem(item: Item, path: string, source: Source, meta: Meta, report: Report): LabeledImage {
  const top = topOf(item, source, report);
  const split = text(object(top?.[OWN])['split']) ?? splitOf(lastPart(item.dataset));
  const [width, height] =
    numbers([object(top?.['size'])['width'] ?? null, object(top?.['size'])['height'] ?? null]) ?? [];
  const said = width !== undefined && height !== undefined ? { widthPx: width, heightPx: height } : undefined;
  const size = said ?? (item.image === undefined ? undefined : source.imageSize(item.image));
  const { widthPx = 0, heightPx = 0 } = size ?? {};
  const empty = emptyDoc({ file: lastPart(path), widthPx, heightPx });
  return {
    path,
    ...(item.image !== undefined && { source: item.image }),
    ...(split !== undefined && { split }),
    labelled: top !== undefined,
    doc: top ? docOf(empty, top, item, path, source, meta, report) : empty,
  };
}

function docOf(
  empty: AnnotationDoc,
  top: JsonObject,
  { annotation: file = '' }: Item,
  path: string,
  source: Source,
  meta: Meta,
  report: Report,
): AnnotationDoc {
  const ids = importedIds(path);
  const shiftPx = source.options['corners'] === 'centres' ? 0.5 : 0;
  const annotations: Annotation[] = [];
  for (const [i, entry] of list(top['objects']).map(object).entries()) {
    const label = text(entry['classTitle']) ?? '';
    const shape = label === '' ? 'it has no classTitle' : shapeOf(entry, meta, shiftPx);
    if (typeof shape === 'string') {
      const message = `Object ${i + 1} is left out: ${shape}.`;
      report.problem({ path: file, severity: 'error', code: 'supervisely-object', message });
      continue;
    }
    const { facts, others } = readTags(list(entry['tags']), meta);
    annotations.push({
      id: ids(annotations.length),
      label,
      shape,
      ...facts,
      ...extraOf(entry, KNOWN, others),
    });
  }
  const { names, others } = imageTags(list(top['tags']));
  const extra = extraOf(top, KNOWN_TOP, others);
  return { ...empty, tags: names, annotations: annotations.sort(compareIds), ...extra };
}

/** Tags without a value are ours; others stay as they are. */
function imageTags(tags: readonly Json[]): { names: readonly string[]; others: readonly Json[] } {
  const isPlain = (tag: Json) =>
    (object(tag)['value'] ?? null) === null && (text(object(tag)['name']) ?? '') !== '';
  const names = tags.filter(isPlain).flatMap((tag) => text(object(tag)['name']) ?? []);
  return { names: [...new Set(names)], others: tags.filter((tag) => !isPlain(tag)) };
}

function extraOf(entry: JsonObject, known: ReadonlySet<string>, tags: readonly Json[]) {
  const rest = Object.entries(entry).filter(([key, value]) => !known.has(key) && value !== '');
  const own = { ...Object.fromEntries(rest), ...(tags.length > 0 && { tags }) };
  return Object.keys(own).length > 0 ? { extra: { supervisely: own } } : {};
}
