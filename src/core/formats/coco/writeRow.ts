import { FLAGS, type Annotation } from '../../annotation/annotation';
import { isObject, type Json, type JsonObject } from '../../json/json';
import { compactJson, moreMembers } from './compactJson';
import { cocoOf } from './kept';
import { rleOfMask } from './rle';
import { statedOf, type Stated } from './stated';
import { keypointsText } from './writeSkeleton';

/** What a row needs to know of its image and class. */
export interface RowContext {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly categoryId: Json;
  /** Names of the category's keypoints in their order; undefined where keypoints are not written. */
  readonly joints: readonly string[] | undefined;
}

/** Keys of `extra.coco` that are not simply written again. */
const OWN = new Set([
  ...['id', 'image_id', 'category_id', 'segmentation', 'area', 'bbox', 'iscrowd', 'score', 'attributes'],
  ...['keypoints', 'num_keypoints', 'asRead', 'counts'],
]);

/**
 * A row of `annotations` without its `id` and `image_id`, which come first and are known last. Keys are in the order
 * of the format's own page; `iscrowd`, `area` and `bbox` are always there, because evaluations read them.
 */
export function rowBody(annotation: Annotation, context: RowContext): string {
  const stated = statedOf(annotation);
  const kept = cocoOf(annotation);
  const rest = Object.entries(kept).filter(([key]) => !OWN.has(key));
  return (
    `"category_id":${compactJson(context.categoryId)},"segmentation":${segmentationText(annotation, stated, context)}` +
    `,"area":${number(stated.area)},"bbox":${JSON.stringify(stated.bbox)},"iscrowd":${annotation.crowd ? 1 : 0}` +
    keypointsText(annotation, stated, context.joints) +
    scoreText(annotation, kept) +
    attributesText(annotation, kept['attributes']) +
    (rest.length > 0 ? moreMembers(rest) : '')
  );
}

function number(value: number): string {
  return Number.isFinite(value) ? String(value) : '0';
}

function segmentationText(
  annotation: Annotation,
  { segmentation }: Stated,
  { widthPx, heightPx }: RowContext,
): string {
  const { shape } = annotation;
  if (segmentation !== undefined) return compactJson(segmentation);
  if (shape.kind === 'polygon') return JSON.stringify(shape.rings);
  if (shape.kind !== 'mask') return '[]';
  const asList = cocoOf(annotation)['counts'] === 'list';
  const [width, height] = [widthPx || shape.x + shape.widthPx, heightPx || shape.y + shape.heightPx];
  return JSON.stringify(rleOfMask(shape, width, height, asList));
}

function scoreText({ score }: Annotation, kept: JsonObject): string {
  const value = score ?? kept['score'];
  return value === undefined ? '' : `,"score":${compactJson(value)}`;
}

/** Ours stand under `attributes`, where CVAT puts its own; flags among them. */
function attributesText(annotation: Annotation, kept: Json | undefined): string {
  const flags = FLAGS.filter((flag) => flag !== 'crowd' && annotation[flag]);
  if (!annotation.attributes && flags.length === 0)
    return kept === undefined ? '' : moreMembers([['attributes', kept]]);
  const members = new Map<string, Json>([
    ...(isObject(kept) ? Object.entries(kept) : []),
    ...Object.entries(annotation.attributes ?? {}),
    ...flags.map((flag) => [flag, true] as const),
  ]);
  return `,"attributes":{${moreMembers([...members]).slice(1)}}`;
}
