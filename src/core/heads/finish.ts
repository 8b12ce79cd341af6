import type { Detection } from './head';
import type { Letterbox } from './letterbox';
import { cornersToImage } from './letterbox';
import { byScore, nms } from './nms';

/** One thing found, in pixels of the upright image, inside it. */
export interface ImageDetection {
  readonly classIndex: number;
  readonly label: string;
  readonly score: number;
  /** [x, y, width, height] */
  readonly box: readonly [number, number, number, number];
}

export interface FinishOptions {
  readonly letterbox: Letterbox;
  readonly suppress: boolean;
  readonly iou: number;
  /** Class names by index. */
  readonly classes: readonly string[];
  /** Labels to keep; undefined keeps all. */
  readonly keep: readonly string[] | undefined;
  readonly maxCount: number;
}

/** A name for a class the model gives no name for. */
export const classLabel = (classes: readonly string[], index: number): string =>
  classes[index] ?? `class ${index}`;

/** From a head's detections to what a user sees: wanted classes, duplicates removed, image pixels, best first. */
export function finish(detections: readonly Detection[], options: FinishOptions): ImageDetection[] {
  const { classes, keep, suppress, iou, maxCount } = options;
  const wanted = keep && new Set(keep);
  const kept = detections.filter(({ classIndex }) => !wanted || wanted.has(classLabel(classes, classIndex)));
  const single = suppress ? nms(kept, iou, maxCount) : byScore(kept).slice(0, maxCount);
  return single.flatMap((detection) => toImagePixels(detection, options));
}

function toImagePixels({ classIndex, score, box }: Detection, options: FinishOptions): ImageDetection[] {
  const corners = cornersToImage(options.letterbox, box);
  if (!corners) return [];
  const [x1, y1, x2, y2] = corners;
  const label = classLabel(options.classes, classIndex);
  return [{ classIndex, label, score, box: [x1, y1, x2 - x1, y2 - y1] }];
}
