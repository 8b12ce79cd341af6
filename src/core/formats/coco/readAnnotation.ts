import { FLAGS, type Annotation, type Flag } from '../../annotation/annotation';
import { isObject, type Json, type JsonObject } from '../../json/json';
import type { Shape } from '../../shapes/index';
import type { Category } from './categories';
import { boxOfRow } from './readBox';
import { checkRow } from './checkRow';
import { derivedOf, fingerprint, isSameArea, isSameBox, numbersIn, type Derived } from './kept';
import { readSegmentation, type Tell } from './segmentation';
import { skeletonOfRow } from './readSkeleton';

/** How rows are read. */
export interface RowReading {
  readonly image: { readonly widthPx: number; readonly heightPx: number };
  /** Keypoints, where there are some, are the shape; else the outline is, and keypoints are kept beside it. */
  readonly keypoints: boolean;
  /** Mistakes that do not hinder reading are to be told, too. */
  readonly checks: boolean;
  readonly tell: Tell;
}

/** Keys that an annotation here says by itself, or that `keptOf` looks after. */
const READ = new Set([
  ...['id', 'image_id', 'category_id', 'segmentation', 'area', 'bbox', 'iscrowd', 'score', 'attributes'],
  ...['keypoints', 'num_keypoints'],
]);

/**
 * The annotation of a row of `annotations`. One instance may have a box, a segmentation and keypoints; the shape is
 * the one that says most, and what does not follow from it is kept in `extra.coco`. Undefined when there is none.
 */
export function annotationOfRow(
  row: JsonObject,
  id: string,
  category: Category,
  reading: RowReading,
): Annotation | undefined {
  const read = shapeOfRow(row, category, reading);
  return read && annotationOf(row, id, category.label, read, reading);
}

/** The annotation of a row whose shape is known already. */
export function annotationOf(
  row: JsonObject,
  id: string,
  label: string,
  read: ReadShape,
  reading: Pick<RowReading, 'checks' | 'tell'>,
): Annotation {
  const derived = derivedOf(read.shape);
  if (reading.checks) checkRow(row, read.shape, derived, reading.tell);
  const { score } = row;
  const hasScore = typeof score === 'number' && score >= 0 && score <= 1;
  return {
    id,
    label,
    shape: read.shape,
    ...(hasScore && { score }),
    ...(isCrowd(row['iscrowd']) && { crowd: true as const }),
    ...attributesOf(row['attributes']),
    extra: { coco: keptOf(row, read, derived, hasScore) },
  };
}

/** The shape, and what of the row does not follow from it. */
export interface ReadShape {
  readonly shape: Shape;
  readonly kept: JsonObject;
}

function shapeOfRow(row: JsonObject, category: Category, reading: RowReading): ReadShape | undefined {
  const skeleton = reading.keypoints ? skeletonOfRow(row['keypoints'], category, reading.tell) : undefined;
  if (skeleton) return { shape: skeleton.shape, kept: { ...keptSegmentation(row), ...skeleton.kept } };
  const { shape, keep, isList } = readSegmentation(row['segmentation'], reading.image, reading.tell);
  if (shape && !keep && !isList && row['keypoints'] === undefined) return { shape, kept: NOTHING };
  const kept = {
    ...(keep && keptSegmentation(row)),
    ...(isList && { counts: 'list' }),
    ...(!reading.keypoints && row['keypoints'] !== undefined && { keypoints: row['keypoints'] }),
  };
  if (shape) return { shape, kept };
  const box = boxOfRow(row['bbox'], reading.image, reading.tell);
  return box && { shape: box, kept };
}

const NOTHING: JsonObject = {};

function keptSegmentation({ segmentation }: JsonObject): JsonObject {
  const isEmpty = segmentation === undefined || (Array.isArray(segmentation) && segmentation.length === 0);
  return isEmpty ? {} : { segmentation: segmentation as Json };
}

function keptOf(
  row: JsonObject,
  { shape, kept }: ReadShape,
  derived: Derived,
  hasScore: boolean,
): JsonObject {
  const coco: Record<string, Json> = { ...kept };
  const { id, area, bbox, score, attributes } = row;
  if (id !== undefined) coco['id'] = id;
  if (score !== undefined && !hasScore) coco['score'] = score;
  let isOwn = kept['segmentation'] !== undefined || kept['keypoints'] !== undefined;
  if (typeof area === 'number' && area !== derived.areaPx) {
    coco['area'] = area;
    isOwn ||= !isSameArea(area, derived.areaPx);
  }
  const box = shape.kind === 'box' ? undefined : numbersIn(bbox);
  if (box?.length === 4 && !isEqual(box, derived.bbox)) {
    coco['bbox'] = box;
    isOwn ||= !isSameBox(box, derived.bbox);
  }
  if (isOwn) coco['asRead'] = fingerprint(shape);
  for (const key in row) if (!READ.has(key)) coco[key] = row[key] as Json;
  if (attributes !== undefined) addFalseFlags(coco, attributes);
  return coco;
}

function isEqual(a: readonly number[], b: readonly number[]): boolean {
  return a[0] === b[0] && a[1] === b[1] && a[2] === b[2] && a[3] === b[3];
}

function isCrowd(value: Json | undefined): boolean {
  return value === 1 || value === true;
}

const OWN_FLAGS: readonly Flag[] = FLAGS.filter((flag) => flag !== 'crowd');

/** CVAT states flags among the attributes: true ones are flags here. */
function attributesOf(value: Json | undefined): Partial<Annotation> {
  if (!isObject(value)) return {};
  const set = OWN_FLAGS.filter((flag) => Object.hasOwn(value, flag) && value[flag] === true);
  const own = Object.entries(value).filter(([name, item]) => !isFlag(name, item));
  return {
    ...Object.fromEntries(set.map((flag) => [flag, true as const])),
    ...(own.length > 0 && { attributes: Object.fromEntries(own) }),
  };
}

/** CVAT states them even where they are false: they are stated again. */
function addFalseFlags(coco: Record<string, Json>, value: Json): void {
  if (!isObject(value)) {
    coco['attributes'] = value;
    return;
  }
  const unset = OWN_FLAGS.filter((flag) => Object.hasOwn(value, flag) && value[flag] === false);
  if (unset.length > 0) coco['attributes'] = Object.fromEntries(unset.map((flag) => [flag, false]));
}

function isFlag(name: string, item: Json): boolean {
  return typeof item === 'boolean' && OWN_FLAGS.some((flag) => flag === name);
}
