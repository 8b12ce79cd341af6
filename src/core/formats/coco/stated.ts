import type { Annotation } from '../../annotation/annotation';
import { rectContains, type Rect } from '../../geometry/rect';
import { kindOf } from '../../shapes/index';
import type { Json } from '../../json/json';
import { plain } from '../lib/plainSum';
import { boxOfSkeleton } from '../lib/skeletonBox';
import { cocoOf, derivedOf, fingerprint, isSameArea, isSameBox, numbersIn } from './kept';

/** What a row states beside its shape. */
export interface Stated {
  readonly area: number;
  readonly bbox: readonly number[];
  /** As it was read, where it says more than the shape and still belongs to it. */
  readonly segmentation?: Json;
  readonly keypoints?: Json;
}

/** Box, area and what else belongs to a shape: as read while the shape is the one it was read with, else derived. */
export function statedOf(annotation: Annotation): Stated {
  const { shape } = annotation;
  const derived = derivedOf(shape);
  const { area, bbox, segmentation, keypoints, asRead } = cocoOf(annotation);
  const isOwn = typeof asRead === 'string';
  const box = numbersIn(bbox);
  const holds =
    isOwn && (asRead === fingerprint(shape) || (shape.kind === 'skeleton' && isStillIn(annotation, box)));
  const keepsArea = typeof area === 'number' && (isOwn ? holds : isSameArea(area, derived.areaPx));
  const keepsBox =
    box?.length === 4 && shape.kind !== 'box' && (isOwn ? holds : isSameBox(box, derived.bbox));
  return {
    area: keepsArea ? area : derived.areaPx,
    bbox: keepsBox ? box : (boxBeside(annotation) ?? derived.bbox),
    ...(holds && segmentation !== undefined && { segmentation }),
    ...(holds && keypoints !== undefined && { keypoints }),
  };
}

/** The box that a YOLO pose has beside its joints. */
function boxBeside({ shape, extra }: Annotation): readonly number[] | undefined {
  if (shape.kind !== 'skeleton' || extra?.['yolo'] === undefined) return undefined;
  const { x, y, width, height } = boxOfSkeleton(shape, { yolo: extra['yolo'] });
  return [x, y, width, height].map(plain);
}

/** A joint that is moved does not move its person: box and outline stay as long as the joints lie about in the box. */
function isStillIn({ shape }: Annotation, box: readonly number[] | undefined): boolean {
  const [x, y, width, height] = box ?? [];
  if (x === undefined || y === undefined || width === undefined || height === undefined) return false;
  const around: Rect = { x, y, width, height };
  const bounds = kindOf(shape).bounds(shape);
  return rectContains(around, { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 });
}
