import { boxIou } from '../geometry/iou';
import { rectContains, type Rect } from '../geometry/rect';
import { correlation, templateOf, type QuarterTurn, type Template } from './correlate';
import type { PixelPatch } from './patch';
import { planesOf, type Planes } from './planes';

export interface SimilarOptions {
  /** Least correlation of a find, 0 to 1. */
  readonly least?: number;
  /** Sizes that are tried, as multiples of the example's. */
  readonly sizes?: readonly number[];
  readonly turns?: readonly QuarterTurn[];
  /** Most finds, best first. */
  readonly limit?: number;
}

/** A place that looks like the example. `box`: image pixels; `score`: correlation, 0 to 1. */
export interface LookAlike {
  readonly box: Rect;
  readonly score: number;
  readonly turn: QuarterTurn;
}

/** Longer side of the example in the first, coarse search, and in the last, fine one; pixels. */
const COARSE_PX = 14;
const FINE_PX = 56;
/** Places at which each template is tried at first: more would take seconds. */
const MOST_PLACES = 250_000;
/** Blurred to a few pixels a thing may look less alike than it does from near. */
const COARSE_SLACK = 0.15;
const MOST_CANDIDATES = 300;
/** Finds that overlap more than this are one. */
const SAME_IOU = 0.3;

/**
 * Look-alikes of what is in a box (image pixels) within a patch, the example itself left out: normalised
 * cross-correlation in colour, coarse to fine, in a few sizes and quarter turns; of finds that overlap the best stays.
 * Empty when the example is too small, of one colour, or not wholly in the patch.
 */
export function similar(patch: PixelPatch, box: Rect, options: SimilarOptions = {}): LookAlike[] {
  const { least = 0.7, sizes = [0.8, 1, 1.25], turns = [0], limit = 100 } = options;
  const example = toPatch(patch, box);
  if (!isInside(patch, example)) return [];
  let scale = coarseScale(patch, example);
  let planes = planesOf(patch, scale);
  let finds = sizes.flatMap((size) =>
    turns.flatMap((turn) => coarseFinds(planes, example, size, turn, least - COARSE_SLACK)),
  );
  finds = best(finds, MOST_CANDIDATES);
  while (scale < 1 && scale * Math.max(example.width, example.height) < FINE_PX && finds.length > 0) {
    scale = Math.min(1, 2 * scale);
    planes = planesOf(patch, scale);
    finds = finds.map((find) => refined(planes, example, find));
  }
  const others = finds.filter(({ box: found, score }) => score >= least && boxIou(found, example) < SAME_IOU);
  return best(others, limit).map(({ box: found, score, turn }) => ({
    box: toImage(patch, found),
    score: Math.min(1, score),
    turn,
  }));
}

/** A find under way; `box` in the patch's pixels. */
interface Find extends LookAlike {
  readonly size: number;
}

function coarseScale(patch: PixelPatch, { width, height }: Rect): number {
  const bySize = COARSE_PX / Math.max(width, height);
  const byPlaces = Math.sqrt(MOST_PLACES / (patch.widthPx * patch.heightPx));
  return Math.min(1, bySize, byPlaces);
}

/** Every place whose correlation is higher than that of its neighbours. */
function coarseFinds(planes: Planes, example: Rect, size: number, turn: QuarterTurn, least: number): Find[] {
  const template = exampleAs(planes, example, size, turn);
  const columns = planes.widthPx - template.widthPx + 1;
  const rows = planes.heightPx - template.heightPx + 1;
  if (columns < 1 || rows < 1 || template.norm === 0) return [];
  const scores = new Float32Array(columns * rows);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) scores[y * columns + x] = correlation(planes, template, x, y);
  const finds: Find[] = [];
  scores.forEach((score, at) => {
    if (score < least || !isPeak(scores, columns, at)) return;
    const [x, y] = [at % columns, Math.floor(at / columns)];
    finds.push({ box: placed(planes, template, x, y), score, turn, size });
  });
  return finds;
}

function isPeak(scores: Float32Array, columns: number, at: number): boolean {
  const score = scores[at] as number;
  for (const step of [-columns - 1, -columns, -columns + 1, -1, 1, columns - 1, columns, columns + 1])
    if ((scores[at + step] ?? -1) > score) return false;
  return true;
}

/** The find again in finer planes: the best place within two of their pixels. */
function refined(planes: Planes, example: Rect, find: Find): Find {
  const template = exampleAs(planes, example, find.size, find.turn);
  const middleX = Math.round((find.box.x + find.box.width / 2) * planes.scaleX - template.widthPx / 2);
  const middleY = Math.round((find.box.y + find.box.height / 2) * planes.scaleY - template.heightPx / 2);
  let top: Find = { ...find, score: -1 };
  for (let y = Math.max(0, middleY - 2); y <= Math.min(planes.heightPx - template.heightPx, middleY + 2); y++)
    for (
      let x = Math.max(0, middleX - 2);
      x <= Math.min(planes.widthPx - template.widthPx, middleX + 2);
      x++
    ) {
      const score = correlation(planes, template, x, y);
      if (score > top.score) top = { ...find, score, box: placed(planes, template, x, y) };
    }
  return top;
}

function exampleAs(planes: Planes, example: Rect, size: number, turn: QuarterTurn): Template {
  const [x, y] = [example.x * planes.scaleX, example.y * planes.scaleY];
  const [width, height] = [example.width * planes.scaleX, example.height * planes.scaleY];
  const isLying = turn === 90 || turn === 270;
  const across = Math.max(3, Math.round(size * (isLying ? height : width)));
  const down = Math.max(3, Math.round(size * (isLying ? width : height)));
  return templateOf(planes, { x, y, width, height }, turn, across, down);
}

function placed(planes: Planes, template: Template, x: number, y: number): Rect {
  return {
    x: x / planes.scaleX,
    y: y / planes.scaleY,
    width: template.widthPx / planes.scaleX,
    height: template.heightPx / planes.scaleY,
  };
}

/** Of finds that overlap the best one, at most `limit`. */
function best(finds: readonly Find[], limit: number): Find[] {
  const kept: Find[] = [];
  for (const find of finds.toSorted((a, b) => b.score - a.score)) {
    if (kept.length >= limit) break;
    if (kept.every((other) => boxIou(other.box, find.box) < SAME_IOU)) kept.push(find);
  }
  return kept;
}

function isInside({ widthPx, heightPx }: PixelPatch, { x, y, width, height }: Rect): boolean {
  const room = { x: 0, y: 0, width: widthPx, height: heightPx };
  return (
    width >= 3 &&
    height >= 3 &&
    rectContains(room, { x, y }) &&
    rectContains(room, { x: x + width, y: y + height })
  );
}

function toPatch({ imageRect, widthPx, heightPx }: PixelPatch, { x, y, width, height }: Rect): Rect {
  const [fx, fy] = [widthPx / imageRect.width, heightPx / imageRect.height];
  return { x: (x - imageRect.x) * fx, y: (y - imageRect.y) * fy, width: width * fx, height: height * fy };
}

function toImage({ imageRect, widthPx, heightPx }: PixelPatch, { x, y, width, height }: Rect): Rect {
  const [fx, fy] = [imageRect.width / widthPx, imageRect.height / heightPx];
  return { x: imageRect.x + x * fx, y: imageRect.y + y * fy, width: width * fx, height: height * fy };
}
