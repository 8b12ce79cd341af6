import type { Annotation } from '../../annotation/annotation';
import { emptyDoc } from '../../annotation/document';
import { isArray, isObject, restOf, type Json, type JsonObject } from '../../json/json';
import { EMPTY_SCHEMA } from '../../schema/labelSchema';
import type { Source } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { importedIds } from '../lib/importedIds';
import { folderOf, joined, lastPart } from '../lib/safePath';
import { findImage, uniqueImagePath } from '../lib/findImage';
import { jsonItems } from '../lib/jsonItems';
import { textOf } from '../lib/readText';
import { plain } from '../lib/plainSum';
import type { Report } from '../report';
import { createMlFiles } from './createMlFiles';

interface Entry {
  readonly path: string;
  readonly item: JsonObject;
  readonly split: string | undefined;
  /** Where the file of labels is, and the line of this image in it. */
  readonly file: string;
  readonly line: number;
}

const IMAGE_KNOWN: ReadonlySet<string> = new Set([
  'image',
  'imagefilename',
  'annotations',
  'annotation',
  'verified',
]);
const LABEL_KNOWN: ReadonlySet<string> = new Set(['label', 'coordinates']);
const PLACE_KNOWN: ReadonlySet<string> = new Set(['x', 'y', 'width', 'height']);

export function readCreateMl(source: Source, report: Report): LabelSet {
  const taken = new Set<string>();
  const entries = createMlFiles(source).flatMap((file) => entriesOf(source, file, taken, report));
  const labels = new Set(entries.flatMap(({ item }) => labelsOf(item)));
  function* walk(): Generator<LabeledImage> {
    for (const [i, entry] of entries.entries()) {
      report.progress(i, entries.length, 'reading');
      const image = labeledImage(source, entry, report);
      report.read(image.path, image.doc.annotations.length);
      yield image;
    }
  }
  const classes = [...labels].map((name) => ({ name, attributes: [] }));
  return {
    schema: { ...EMPTY_SCHEMA, classes },
    imageCount: entries.length,
    images: { [Symbol.iterator]: walk },
  };
}

const SPLITS: ReadonlySet<string> = new Set(['train', 'valid', 'val', 'validation', 'test']);

function entriesOf(source: Source, file: string, taken: Set<string>, report: Report): readonly Entry[] {
  const text = textOf(source.fs, file, report);
  if (text === undefined) return [];
  const folder = folderOf(file);
  const split = SPLITS.has(lastPart(folder)) ? lastPart(folder) : undefined;
  return jsonItems(text, file, report).flatMap(({ value: item, line }) => {
    const name = isObject(item) ? (item['image'] ?? item['imagefilename']) : undefined;
    if (!isObject(item) || typeof name !== 'string' || name === '') {
      report.problem({
        severity: 'error',
        code: 'createml-no-image',
        path: file,
        line,
        message: 'An entry names no image ("image"); it is left out.',
      });
      return [];
    }
    // Each split's folder has a list of its own, with names inside the folder.
    const below = split === undefined ? name : joined(split, name);
    const path = uniqueImagePath(below, taken, { file, line }, report);
    return [{ path, item, split, file, line }];
  });
}

function annotationList(item: JsonObject): readonly Json[] | undefined {
  const list = item['annotations'] ?? item['annotation'];
  return isArray(list) ? list : undefined;
}

function labelsOf(item: JsonObject): readonly string[] {
  return (annotationList(item) ?? []).flatMap((each) => {
    const label = isObject(each) ? each['label'] : undefined;
    return typeof label === 'string' && label !== '' ? [label] : [];
  });
}

function labeledImage(
  source: Source,
  { path, item, split, file, line }: Entry,
  report: Report,
): LabeledImage {
  const at = findImage(source.fs, folderOf(file), split === undefined ? path : path.slice(split.length + 1));
  const size = source.imageSize(at ?? path);
  const idOf = importedIds(path);
  const annotations: Annotation[] = [];
  const kept: Json[] = [];
  for (const each of annotationList(item) ?? []) {
    const made = annotationOf(each);
    if (typeof made !== 'string') annotations.push({ id: idOf(annotations.length), ...made });
    else {
      report.problem({
        severity: 'error',
        code: 'createml-annotation',
        path: file,
        line,
        message: `An annotation of ${path} is kept as it is: ${made}.`,
      });
      kept.push(each);
    }
  }
  const rest = restOf(item, IMAGE_KNOWN);
  const extra = rest || kept.length > 0 ? { ...rest, ...(kept.length > 0 && { kept }) } : undefined;
  const image = { file: lastPart(path), widthPx: size?.widthPx ?? 0, heightPx: size?.heightPx ?? 0 };
  return {
    path,
    labelled: true,
    ...(at !== undefined && { source: at }),
    ...(split !== undefined && { split }),
    doc: {
      ...emptyDoc(image),
      ...(item['verified'] === true && { state: 'done' as const }),
      annotations,
      ...(extra && { extra: { createml: extra } }),
    },
  };
}

/** x and y are the middle of the box, in pixels. */
function annotationOf(value: Json): Omit<Annotation, 'id'> | string {
  const label = isObject(value) ? value['label'] : undefined;
  if (!isObject(value) || typeof label !== 'string' || label === '') return 'it has no label';
  const place = value['coordinates'];
  const side = (name: string): number => {
    const number = isObject(place) ? place[name] : undefined;
    return typeof number === 'number' && Number.isFinite(number) ? number : NaN;
  };
  const [cx, cy, width, height] = [side('x'), side('y'), side('width'), side('height')];
  if (!(Number.isFinite(cx + cy) && width >= 0 && height >= 0))
    return 'its coordinates are not four numbers x, y, width, height';
  const others = { ...restOf(value, LABEL_KNOWN) };
  const within = isObject(place) ? restOf(place, PLACE_KNOWN) : undefined;
  const extra = within ? { ...others, coordinates: within } : others;
  return {
    label,
    shape: { kind: 'box', x: plain(cx - width / 2), y: plain(cy - height / 2), width, height },
    ...(Object.keys(extra).length > 0 && { extra: { createml: extra } }),
  };
}
