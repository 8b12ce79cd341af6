import type { Detection } from './head';
import type { Corners } from './letterbox';

/** Intersection over union of two boxes; 0 when both are empty. */
export function iou(a: Corners, b: Corners): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return 0;
  const common = width * height;
  return common / (areaOf(a) + areaOf(b) - common);
}

const areaOf = (box: Corners): number => Math.max(0, box[2] - box[0]) * Math.max(0, box[3] - box[1]);

/** Best score first; equal scores keep their order, so the result never depends on the sort. */
export function byScore(detections: readonly Detection[]): Detection[] {
  return detections
    .map((detection, order) => ({ detection, order }))
    .sort((a, b) => b.detection.score - a.detection.score || a.order - b.order)
    .map(({ detection }) => detection);
}

/**
 * Greedy suppression per class: keeps the best, drops what overlaps it by more than `iouLimit`, goes on.
 * Gives at most `maxCount`, best first.
 */
export function nms(detections: readonly Detection[], iouLimit: number, maxCount: number): Detection[] {
  const kept: Detection[] = [];
  const keptByClass = new Map<number, Detection[]>();
  for (const candidate of byScore(detections)) {
    const same = keptByClass.get(candidate.classIndex) ?? [];
    if (same.some((winner) => iou(winner.box, candidate.box) > iouLimit)) continue;
    same.push(candidate);
    keptByClass.set(candidate.classIndex, same);
    if (kept.push(candidate) >= maxCount) break;
  }
  return kept;
}
