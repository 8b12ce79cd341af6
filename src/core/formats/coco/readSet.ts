import { EMPTY_SCHEMA } from '../../schema/labelSchema';
import type { JsonObject } from '../../json/json';
import type { Source } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import type { Report } from '../report';
import { Categories } from './categories';
import { openCocoFile, type CocoFile } from './file';
import type { CocoInput } from './inputs';
import { checkIds, groupAnnotations } from './grouping';
import { ImagePlaces } from './imagePlaces';
import { readImages, type TakenPaths } from './images';
import type { CocoPart, CocoReading } from './part';
import { walkImages } from './walkImages';

/** Reads files of COCO instances or keypoints, one for each split, as one set. */
export function readCocoSet(
  source: Source,
  inputs: readonly CocoInput[],
  report: Report,
  reading: CocoReading,
): LabelSet {
  const categories = new Categories();
  const taken: TakenPaths = new Set();
  const parts = inputs.flatMap((input) => partOf(source, input, report, categories, taken, reading) ?? []);
  return setOfParts(parts, categories, report, reading);
}

/** The set of parts that are ready. */
export function setOfParts(
  parts: readonly CocoPart[],
  categories: Categories,
  report: Report,
  reading: CocoReading,
): LabelSet {
  const imageCount = parts.reduce((sum, { images }) => sum + images.count, 0);
  let told = 0;
  return {
    schema: { ...EMPTY_SCHEMA, classes: categories.classes, skeletons: categories.skeletons },
    imageCount,
    images: {
      *[Symbol.iterator](): Generator<LabeledImage> {
        let index = 0;
        for (const part of parts)
          for (const image of walkImages(part, reading, report, () => index >= told)) {
            told = Math.max(told, ++index);
            if (index % PROGRESS_STEP === 0) report.progress(index, imageCount, 'images');
            yield image;
          }
      },
    },
    ...foreignOf(parts, categories.rows),
  };
}

const PROGRESS_STEP = 200;

function partOf(
  source: Source,
  { path, split }: CocoInput,
  report: Report,
  categories: Categories,
  taken: TakenPaths,
  { wholeBytes, segments }: CocoReading,
): CocoPart | undefined {
  const file = openCocoFile(source.fs, path, report, wholeBytes);
  if (!file) return undefined;
  checkKeys(file);
  const known = categories.read(file);
  const images = readImages(file, split, taken);
  const grouping = groupAnnotations(file, images);
  if (!segments) checkIds(file);
  return { file, split, categories: known, images, grouping, places: new ImagePlaces(source, path, split) };
}

function checkKeys(file: CocoFile): void {
  if (file.keys.has(''))
    return file.problem(
      'error',
      'coco-not-a-set',
      'This is a list: detection results (format coco-results) and no set of images.',
    );
  for (const key of ['images', 'annotations', 'categories'])
    if (!file.keys.has(key))
      file.problem(
        // Official test sets have none.
        key === 'annotations' ? 'info' : 'warning',
        'coco-missing-key',
        `There is no "${key}" in the file.`,
      );
}

/** `info`, `licenses`, unknown keys and what categories say beyond a class; of further files what differs. */
function foreignOf(parts: readonly CocoPart[], rows: readonly JsonObject[]): Pick<LabelSet, 'foreign'> {
  const [first, ...others] = parts;
  const splits = others
    .filter(
      ({ file, split }) =>
        split !== undefined && JSON.stringify(file.rest) !== JSON.stringify(first?.file.rest),
    )
    .map(({ file, split }) => [split ?? '', file.rest] as const);
  const coco = {
    ...first?.file.rest,
    ...(rows.length > 0 && { categories: rows }),
    ...(splits.length > 0 && { splits: Object.fromEntries(splits) }),
  };
  return Object.keys(coco).length > 0 ? { foreign: { coco } } : {};
}
