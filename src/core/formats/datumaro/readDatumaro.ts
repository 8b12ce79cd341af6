import type { Annotation } from '../../annotation/annotation';
import { compareIds, type AnnotationDoc } from '../../annotation/document';
import type { Json, JsonObject } from '../../json/json';
import { EMPTY_SCHEMA, type LabelSchema } from '../../schema/labelSchema';
import type { Source } from '../format';
import { parseLenient } from '../json/lenient';
import type { LabeledImage, LabelSet } from '../labelSet';
import { findImage, uniqueImagePath } from '../lib/findImage';
import { importedIds } from '../lib/importedIds';
import { textOf } from '../lib/readText';
import { lastPart } from '../lib/safePath';
import type { Report } from '../report';
import { list, object, readCategories, text, type Categories } from './categories';
import { factsOf, numbers, shapesOf } from './readAnnotation';
import { subsetFiles, subsetOf } from './subsetFiles';

const STEP = 500;
const UNSPLIT = 'default';

interface Item {
  readonly entry: JsonObject;
  readonly path: string;
  readonly subset: string;
  readonly file: string;
  readonly categories: Categories;
}

export function readDatumaro(source: Source, report: Report): LabelSet {
  const taken = new Set<string>();
  const schemas: LabelSchema[] = [];
  const infos: [string, Json][] = [];
  const items: Item[] = [];
  for (const file of subsetFiles(source)) {
    const top = readTop(source, file, report);
    if (!top) continue;
    const entries = list(top['items']).map(object);
    const categories = readCategories(top, tagLabels(entries));
    schemas.push(categories.schema);
    infos.push([subsetOf(file), object(top['infos'])]);
    for (const entry of entries) {
      const path = uniqueImagePath(pathOf(entry), taken, { file }, report);
      items.push({ entry, path, subset: subsetOf(file), file, categories });
    }
  }
  function* images(): Generator<LabeledImage> {
    for (const [i, item] of items.entries()) {
      if (i % STEP === 0) report.progress(i, items.length, 'images');
      const image = readItem(item, source, report);
      report.read(image.path, image.doc.annotations.length);
      yield image;
    }
  }
  return {
    schema: united(schemas),
    imageCount: items.length,
    images: { [Symbol.iterator]: images },
    ...(infos.length > 0 && { foreign: { datumaro: { infos: Object.fromEntries(infos) } } }),
  };
}

function readTop(source: Source, file: string, report: Report): JsonObject | undefined {
  const body = textOf(source.fs, file, report);
  if (body === undefined) return undefined;
  const parsed = parseLenient(body);
  const top = parsed.ok ? object(parsed.value) : {};
  if (parsed.ok && (top['items'] !== undefined || top['categories'] !== undefined)) return top;
  const why = parsed.ok ? 'it has no "items"' : parsed.message;
  const message = `This is not JSON of Datumaro: ${why}.`;
  report.problem({ path: file, severity: 'error', code: 'broken-json', message });
  return undefined;
}

function tagLabels(entries: readonly JsonObject[]): ReadonlySet<number> {
  const used = new Set<number>();
  for (const entry of entries)
    for (const each of list(entry['annotations']).map(object))
      if (each['type'] === 'label' && typeof each['label_id'] === 'number') used.add(each['label_id']);
  return used;
}

function pathOf(entry: JsonObject): string {
  const said = [entry['image'], entry['media']].map((media) => text(object(media)['path']));
  return said.find((path) => path !== undefined && path !== '') ?? `${text(entry['id']) ?? 'image'}.jpg`;
}

/** Classes of all files in the order in which they first turn up. */
function united(schemas: readonly LabelSchema[]): LabelSchema {
  const firsts = <T extends { readonly name: string }>(all: readonly T[]) =>
    all.filter((each, i) => all.findIndex(({ name }) => name === each.name) === i);
  const classes = firsts(schemas.flatMap((schema) => schema.classes));
  const [first] = schemas;
  return {
    ...EMPTY_SCHEMA,
    classes:
      first && classes.length > first.classes.length ? classes.map((each, id) => ({ ...each, id })) : classes,
    tags: firsts(schemas.flatMap(({ tags }) => tags)),
    skeletons: firsts(schemas.flatMap(({ skeletons }) => skeletons)),
  };
}

function readItem(item: Item, source: Source, report: Report): LabeledImage {
  const { entry, path, subset } = item;
  const place = findImage(source.fs, `images/${subset}`, path) ?? findImage(source.fs, 'images', path);
  const [heightPx, widthPx] = numbers(object(entry['image'])['size'], 2) ?? [];
  const said = widthPx !== undefined && heightPx !== undefined ? { widthPx, heightPx } : undefined;
  const size = said ??
    (place === undefined ? undefined : source.imageSize(place)) ?? { widthPx: 0, heightPx: 0 };
  return {
    path,
    ...(place !== undefined && { source: place }),
    ...(subset !== UNSPLIT && { split: subset }),
    labelled: true,
    doc: docOf(item, size, report),
  };
}

function docOf(item: Item, size: { widthPx: number; heightPx: number }, report: Report): AnnotationDoc {
  const { entry, path, categories, file } = item;
  const ids = importedIds(path);
  const annotations: Annotation[] = [];
  const tags: string[] = [];
  const others: Json[] = [];
  for (const each of list(entry['annotations']).map(object)) {
    const name = typeof each['label_id'] === 'number' ? categories.labels[each['label_id']] : undefined;
    if (each['type'] === 'label' && name) tags.push(name);
    const shapes = shapesOf(each, categories, size);
    if (shapes === undefined && each['type'] !== 'label') others.push(each);
    if (shapes === undefined) continue;
    const why =
      typeof shapes === 'string' ? shapes : name ? undefined : 'its label_id is in no list of labels';
    if (why !== undefined) tellBroken(each, path, file, why, report);
    else if (name)
      for (const shape of shapes as Exclude<typeof shapes, string>)
        annotations.push({ id: ids(annotations.length), label: name, shape, ...factsOf(each) });
  }
  const own = {
    ...(entry['attr'] !== undefined && { attr: entry['attr'] }),
    ...(others.length > 0 && { others }),
  };
  return {
    image: { file: lastPart(path), widthPx: size.widthPx, heightPx: size.heightPx },
    tags: [...new Set(tags)],
    annotations: annotations.sort(compareIds),
    kept: [],
    ...(Object.keys(own).length > 0 && { extra: { datumaro: own } }),
  };
}

function tellBroken(entry: JsonObject, path: string, file: string, why: string, report: Report): void {
  const id = typeof entry['id'] === 'number' ? ` ${entry['id']}` : '';
  const message = `The annotation${id} of ${path} is left out: ${why}.`;
  report.problem({ path: file, severity: 'error', code: 'datumaro-annotation', message });
}
