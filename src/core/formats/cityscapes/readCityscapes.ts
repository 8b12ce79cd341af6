import type { Annotation } from '../../annotation/annotation';
import { compareIds, emptyDoc } from '../../annotation/document';
import type { JsonObject } from '../../json/json';
import { maskOfSpans } from '../../mask/rle';
import { EMPTY_SCHEMA, type LabelClass } from '../../schema/labelSchema';
import { polygonOf } from '../../shapes/polygon';
import { list, object, text } from '../datumaro/categories';
import { numbers } from '../datumaro/readAnnotation';
import type { Source } from '../format';
import { parseLenient } from '../json/lenient';
import type { LabeledImage, LabelSet } from '../labelSet';
import { uniqueImagePath } from '../lib/findImage';
import { importedIds } from '../lib/importedIds';
import { textOf } from '../lib/readText';
import { lastPart } from '../lib/safePath';
import { readClassTable } from '../maskPng/classTable';
import { readMask } from '../maskPng/readMask';
import { withClasses } from '../relabel/usedClasses';
import type { Report } from '../report';
import { CITYSCAPES_CLASSES, TRAIN_IDS } from './labels';
import { cityImages, IMAGES, type CityImage } from './layout';

const STEP = 200;
const GROUP = 'group';
const PER_CLASS = 1000;
/** Where the path stands that is not `<city>/<name>_leftImg8bit.png`. */
export const OWN = 'relabel';

type Read = Omit<Annotation, 'id'>;

export function readCityscapes(source: Source, report: Report): LabelSet {
  const all = cityImages(source);
  const known = readClassTable(source, report)?.classes ?? CITYSCAPES_CLASSES;
  const names = new Set<string>();
  const taken = new Set<string>();
  const paths = all.map((image) => pathOf(image, source, known, names, taken, report));
  const schema = withClasses({ ...EMPTY_SCHEMA, classes: known }, names);
  const byId = new Map(schema.classes.map((each) => [each.id ?? -1, each]));
  function* images(): Generator<LabeledImage> {
    for (const [i, image] of all.entries()) {
      if (i % STEP === 0) report.progress(i, all.length, 'images');
      const made = readImage(image, paths[i] ?? image.key, source, byId, schema.classes, report);
      report.read(made.path, made.doc.annotations.length);
      yield made;
    }
  }
  return { schema, imageCount: all.length, images: { [Symbol.iterator]: images } };
}

const deaf = { problem: () => undefined };

function pathOf(
  { key, image, labels }: CityImage,
  source: Source,
  known: readonly LabelClass[],
  names: Set<string>,
  taken: Set<string>,
  report: Report,
): string {
  const top = labels?.kind === 'polygons.json' ? topOf(labels.path, source, deaf) : undefined;
  for (const each of list(top?.['objects'])) {
    const label = labelOf(text(object(each)['label']) ?? '', known).label;
    if (label !== '') names.add(label);
  }
  const own = text(object(top?.[OWN])['path']);
  const extension = /\.[^.]+$/.exec(image ?? '')?.[0] ?? '.png';
  return uniqueImagePath(own ?? `${key}_${IMAGES}${extension}`, taken, { file: labels?.path ?? key }, report);
}

function topOf(path: string, { fs }: Source, report: Pick<Report, 'problem'>): JsonObject | undefined {
  const body = textOf(fs, path, report);
  const parsed = body === undefined ? undefined : parseLenient(body);
  if (!parsed || (parsed.ok && object(parsed.value)['objects'] !== undefined))
    return parsed?.ok ? object(parsed.value) : undefined;
  const message = `These are no polygons of Cityscapes: ${parsed.ok ? 'there are no "objects"' : parsed.message}.`;
  report.problem({ path, severity: 'error', code: 'broken-json', message });
  return undefined;
}

/** `cargroup` is a crowd of cars where there is no such class. */
function labelOf(
  raw: string,
  classes: readonly LabelClass[],
): { readonly label: string; readonly crowd?: true } {
  const has = (name: string) => classes.some((each) => each.name === name);
  const single = raw.endsWith(GROUP) ? raw.slice(0, -GROUP.length) : '';
  return !has(raw) && has(single) ? { label: single, crowd: true } : { label: raw };
}

function readImage(
  { split, image, labels }: CityImage,
  path: string,
  source: Source,
  byId: ReadonlyMap<number, LabelClass>,
  classes: readonly LabelClass[],
  report: Report,
): LabeledImage {
  const read = !labels
    ? undefined
    : labels.kind === 'polygons.json'
      ? polygonsOf(labels.path, source, classes, report)
      : masksOf(labels.path, labels.kind, source, byId, report);
  const said = read && read.widthPx > 0 ? read : image === undefined ? undefined : source.imageSize(image);
  const { widthPx = 0, heightPx = 0 } = said ?? {};
  const ids = importedIds(path);
  const annotations = (read?.annotations ?? []).map((each, i) => ({ id: ids(i), ...each })).sort(compareIds);
  return {
    path,
    ...(image !== undefined && { source: image }),
    ...(split !== '' && split !== UNSPLIT && { split }),
    labelled: read !== undefined,
    doc: { ...emptyDoc({ file: lastPart(path), widthPx, heightPx }), annotations },
  };
}

/** The folder of images that belong to no split. */
export const UNSPLIT = 'default';

interface ReadLabels {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly annotations: readonly Read[];
}

function polygonsOf(
  path: string,
  source: Source,
  classes: readonly LabelClass[],
  report: Report,
): ReadLabels | undefined {
  const top = topOf(path, source, report);
  if (!top) return undefined;
  const [widthPx = 0, heightPx = 0] = numbers([top['imgWidth'] ?? null, top['imgHeight'] ?? null]) ?? [];
  const annotations = list(top['objects'])
    .map(object)
    .flatMap((entry, i): Read[] => {
      const raw = text(entry['label']) ?? '';
      const corners = list(entry['polygon']).map((corner) => numbers(corner, 2));
      const isRight = raw !== '' && corners.length >= 3 && corners.every((corner) => corner !== undefined);
      if (isRight)
        return [{ ...labelOf(raw, classes), shape: polygonOf(corners.flatMap((corner) => corner ?? [])) }];
      const isGone = entry['deleted'] === 1 || entry['deleted'] === true;
      const message = `Object ${i + 1} is left out: it needs a label and a polygon of three corners [x, y].`;
      if (!isGone) report.problem({ path, severity: 'error', code: 'cityscapes-object', message });
      return [];
    });
  return { widthPx, heightPx, annotations };
}

/** Numbers below 1000 are classes; above, class x 1000 + object. A class with instances below 1000 is a crowd. */
function masksOf(
  path: string,
  kind: string,
  source: Source,
  byId: ReadonlyMap<number, LabelClass>,
  report: Report,
): ReadLabels | undefined {
  const made = readMask(source, path, report);
  if (!made) return undefined;
  const annotations = [...made.regions].flatMap(([value, spans]): Read[] => {
    const number = value >= PER_CLASS ? Math.floor(value / PER_CLASS) : value;
    const known = byId.get(kind === 'labelTrainIds.png' ? (TRAIN_IDS[number] ?? 0) : number);
    const shape = maskOfSpans(spans);
    if (!known || !shape) return [];
    const isCrowd = kind === 'instanceIds.png' && value < PER_CLASS && !known.stuff;
    return [{ label: known.name, shape, ...(isCrowd && { crowd: true }) }];
  });
  return { widthPx: made.widthPx, heightPx: made.heightPx, annotations };
}
