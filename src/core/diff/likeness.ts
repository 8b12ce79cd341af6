import { shapeIou } from '../geometry/iou';
import { intersectSpans } from '../mask/combine';
import { spansOfMask } from '../mask/rle';
import { spansArea } from '../mask/spans';
import { kindOf, type Shape } from '../shapes/index';
import type { Mask, Skeleton } from '../shapes/shapeData';
import type { ShapeChange } from './instanceChange';
import { lineDistance } from './lineDistance';

/** Two versions of ten thousand polygons are measured at once; 256 lines misplace an edge by 1/512 of the height. */
const LINES = 256;

/** The measure that fits both shapes; nothing between an area and a line, as none does. */
export function likeness(a: Shape, b: Shape): Pick<ShapeChange, 'iou' | 'oks' | 'apartPx'> {
  if (a.kind === 'mask' && b.kind === 'mask') return { iou: maskIou(a, b) };
  if (a.kind === 'skeleton' && b.kind === 'skeleton') return { oks: keypointSimilarity(a, b) };
  const [isAreaA, isAreaB] = [kindOf(a).isArea(a), kindOf(b).isArea(b)];
  if (isAreaA && isAreaB) return { iou: shapeIou(a, b, LINES) };
  if (isAreaA || isAreaB) return {};
  const apartPx = lineDistance(a, b);
  return apartPx === undefined ? {} : { apartPx };
}

/** Pixels of both over pixels of either. */
export function maskIou(a: Mask, b: Mask): number {
  const [inA, inB] = [spansOfMask(a), spansOfMask(b)];
  const common = spansArea(intersectSpans(inA, inB));
  const either = spansArea(inA) + spansArea(inB) - common;
  return either > 0 ? common / either : 0;
}

/** Between the strictest and the loosest of COCO's seventeen (eyes 0.025, hips 0.107). */
const SIGMA = 0.05;
/** What of its bounds an object covers, where nobody says: as COCO's trainers take it for boxes. */
const COVERED = 0.53;

/**
 * COCO's object keypoint similarity (cocodataset/cocoapi: PythonAPI/pycocotools/cocoeval.py, computeOks) over the
 * joints of either; one that only one of the two has counts as 0.
 */
export function keypointSimilarity(a: Skeleton, b: Skeleton): number {
  const others = new Map(Object.entries(b.joints));
  const names = new Set([...Object.keys(a.joints), ...others.keys()]);
  const area = (COVERED * (kindOf(a).area(a) + kindOf(b).area(b))) / 2;
  const spread = 2 * (2 * SIGMA) ** 2 * Math.max(area, 1);
  let sum = 0;
  for (const [name, { x, y }] of Object.entries(a.joints)) {
    const other = others.get(name);
    if (other) sum += Math.exp(-((other.x - x) ** 2 + (other.y - y) ** 2) / spread);
  }
  return names.size > 0 ? sum / names.size : 0;
}
