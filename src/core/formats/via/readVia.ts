import type { Annotation } from '../../annotation/annotation';
import { emptyDoc } from '../../annotation/document';
import { isObject, restOf, type Json, type JsonObject } from '../../json/json';
import { EMPTY_SCHEMA } from '../../schema/labelSchema';
import type { Source } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { findImage, uniqueImagePath } from '../lib/findImage';
import { importedIds } from '../lib/importedIds';
import { folderOf, lastPart } from '../lib/safePath';
import type { Report } from '../report';
import { attributesOf, readValue, UNNAMED, viaSchema, type ViaSchema } from './viaAttributes';
import { shapeExtra, shapeOfVia } from './viaShape';
import { openVia, viaFile, type ViaFile, type ViaImage } from './viaSource';

/** The file attribute in which we write tags of images. */
export const TAGS = 'tags';
const REGION_KNOWN: ReadonlySet<string> = new Set(['shape_attributes', 'region_attributes']);
const IMAGE_KNOWN: ReadonlySet<string> = new Set(['filename', 'regions']);

const NOTHING: LabelSet = { schema: EMPTY_SCHEMA, imageCount: 0, images: [] };

export function readVia(source: Source, report: Report): LabelSet {
  const path = viaFile(source);
  const file = path === undefined ? undefined : openVia(source.fs, path, report);
  if (!file) {
    if (path === undefined)
      report.problem({
        severity: 'error',
        code: 'via-no-file',
        message: 'There is no JSON or CSV file of VIA.',
      });
    return NOTHING;
  }
  const schema = viaSchema(file, source.options['class']);
  tellUnnamed(file, schema, report);
  const taken = new Set<string>();
  const paths = file.images.map(({ filename, line }) =>
    uniqueImagePath(filename, taken, { file: file.path, ...(line !== undefined && { line }) }, report),
  );
  function* walk(): Generator<LabeledImage> {
    for (const [i, image] of (file?.images ?? []).entries()) {
      report.progress(i, paths.length, 'reading');
      const made = labeledImage(source, file?.path ?? '', image, paths[i] ?? '', schema, report);
      report.read(made.path, made.doc.annotations.length);
      yield made;
    }
  }
  const tags = tagNames(file);
  const options = [...tags].map((name) => ({ name }));
  const foreign = {
    ...(file.settings && { settings: file.settings }),
    ...(Object.keys(file.attributes).length > 0 && { attributes: file.attributes }),
  };
  return {
    schema: {
      ...EMPTY_SCHEMA,
      classes: schema.classes,
      tags: options.length > 0 ? [{ name: TAGS, choice: 'multiple', required: false, options }] : [],
    },
    imageCount: paths.length,
    images: { [Symbol.iterator]: walk },
    ...(Object.keys(foreign).length > 0 && { foreign: { via: foreign } }),
  };
}

/** VIA lets regions be drawn without saying what they are; a label must have a class. */
function tellUnnamed(file: ViaFile, { classAttribute, labelOf }: ViaSchema, report: Report): void {
  const regions = file.images.flatMap((image) => image.regions);
  const isUnnamed = (region: Json): boolean =>
    classAttribute === undefined || labelOf(attributesOf(region)[classAttribute]) === '';
  const count = regions.filter(isUnnamed).length;
  if (count === 0) return;
  const which = classAttribute === undefined ? 'have no attributes' : `say nothing in "${classAttribute}"`;
  const message = `${count} regions ${which}, which was read as their class; they are read as "${UNNAMED}". Name another attribute with class=NAME if there is one.`;
  report.problem({ severity: 'warning', code: 'via-no-class', path: file.path, message });
}

function tagNames(file: ViaFile): ReadonlySet<string> {
  return new Set(file.images.flatMap(({ entry }) => tagsOf(entry)));
}

function fileAttributes(entry: JsonObject): JsonObject {
  const attributes = entry['file_attributes'];
  return attributes !== undefined && isObject(attributes) ? attributes : {};
}

/** The names that are on in a checkbox called "tags". */
function tagsOf(entry: JsonObject): readonly string[] {
  const tags = fileAttributes(entry)[TAGS];
  if (tags === undefined || !isObject(tags) || !Object.values(tags).every((each) => each === true)) return [];
  return Object.keys(tags);
}

function labeledImage(
  source: Source,
  file: string,
  image: ViaImage,
  path: string,
  schema: ViaSchema,
  report: Report,
): LabeledImage {
  const at = findImage(source.fs, folderOf(file), path);
  const size = source.imageSize(at ?? path);
  const idOf = importedIds(path);
  const annotations: Annotation[] = [];
  const kept: Json[] = [];
  for (const region of image.regions) {
    const made = annotationOf(region, schema);
    if (typeof made !== 'string') annotations.push({ id: idOf(annotations.length), ...made });
    else {
      const message = `A region of ${path} is kept as it is: ${made}.`;
      report.problem({
        severity: 'error',
        code: 'via-region',
        path: file,
        message,
        ...(image.line !== undefined && { line: image.line }),
      });
      kept.push(region);
    }
  }
  const extra = imageExtra(image, kept);
  return {
    path,
    labelled: true,
    ...(at !== undefined && { source: at }),
    doc: {
      ...emptyDoc({ file: lastPart(path), widthPx: size?.widthPx ?? 0, heightPx: size?.heightPx ?? 0 }),
      tags: tagsOf(image.entry),
      annotations,
      ...(extra && { extra: { via: extra } }),
    },
  };
}

/** Size in bytes, attributes of the file and regions that could not be understood. */
function imageExtra({ entry, filename }: ViaImage, kept: readonly Json[]): JsonObject | undefined {
  const { file_attributes: _, ...rest } = restOf(entry, IMAGE_KNOWN) ?? {};
  const attributes =
    tagsOf(entry).length > 0 ? restOf(fileAttributes(entry), new Set([TAGS])) : fileAttributes(entry);
  const hasAttributes = attributes !== undefined && Object.keys(attributes).length > 0;
  const size = rest['size'] === -1 || rest['size'] === undefined ? {} : { size: rest['size'] };
  const { size: _size, ...others } = rest;
  const extra: JsonObject = {
    ...size,
    ...others,
    ...(hasAttributes && { file_attributes: attributes }),
    ...(kept.length > 0 && { regions: kept }),
    ...(/^[a-z]+:/i.test(filename) && { filename }),
  };
  return Object.keys(extra).length > 0 ? extra : undefined;
}

function annotationOf(
  region: Json,
  { classAttribute, specs, labelOf }: ViaSchema,
): Omit<Annotation, 'id'> | string {
  if (!isObject(region)) return 'it is no object';
  const shape = shapeOfVia(region['shape_attributes']);
  if (typeof shape === 'string') return shape;
  const all = attributesOf(region);
  const label = classAttribute === undefined ? '' : labelOf(all[classAttribute]);
  const entries = Object.entries(all)
    .filter(([name]) => name !== classAttribute || label === '')
    .map(([name, value]): [string, Json] => [name, readValue(value, specs.get(name))]);
  const own = isObject(region['shape_attributes'] ?? null)
    ? shapeExtra(region['shape_attributes'] as JsonObject)
    : undefined;
  const extra = { ...restOf(region, REGION_KNOWN), ...(own && { shape_attributes: own }) };
  return {
    label: label === '' ? UNNAMED : label,
    shape,
    ...(entries.length > 0 && { attributes: Object.fromEntries(entries) }),
    ...(Object.keys(extra).length > 0 && { extra: { via: extra } }),
  };
}
