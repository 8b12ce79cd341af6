import type { Resize } from './recipe';
import { roundHalfToEven } from './tensor';

export interface SizePx {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Where the upright picture lies in the model's input: `content` at (`left`, `top`), the rest is padding. */
export interface Letterbox {
  readonly image: SizePx;
  readonly input: SizePx;
  readonly content: SizePx;
  readonly left: number;
  readonly top: number;
}

/** [x1, y1, x2, y2] */
export type Corners = readonly [number, number, number, number];

export function letterbox(resize: Resize, image: SizePx, input: SizePx): Letterbox {
  switch (resize) {
    case 'letterbox':
      return centred(image, input);
    case 'letterbox-topleft':
      // YOLOX's own code cuts the fraction off; rounding stays nearer to the picture's true shape.
      return { image, input, content: shrink(image, input), left: 0, top: 0 };
    case 'stretch':
      return { image, input, content: input, left: 0, top: 0 };
  }
}

/** ultralytics/ultralytics data/augment.py LetterBox: Python's rounding, odd padding goes right and below. */
function centred(image: SizePx, input: SizePx): Letterbox {
  const content = shrink(image, input);
  const half = (whole: number, part: number): number => Math.max(0, Math.round((whole - part) / 2 - 0.1));
  const left = half(input.widthPx, content.widthPx);
  return { image, input, content, left, top: half(input.heightPx, content.heightPx) };
}

function shrink(image: SizePx, input: SizePx): SizePx {
  const ratio = Math.min(input.widthPx / image.widthPx, input.heightPx / image.heightPx);
  const side = (px: number, limit: number): number =>
    Math.min(limit, Math.max(1, roundHalfToEven(px * ratio)));
  return {
    widthPx: side(image.widthPx, input.widthPx),
    heightPx: side(image.heightPx, input.heightPx),
  };
}

/** Upright image pixels to input pixels. The scale is that of the resampled content, per axis. */
export function toInput(box: Letterbox, x: number, y: number): readonly [number, number] {
  return [
    (x * box.content.widthPx) / box.image.widthPx + box.left,
    (y * box.content.heightPx) / box.image.heightPx + box.top,
  ];
}

/** Input pixels to upright image pixels. */
export function toImage(box: Letterbox, x: number, y: number): readonly [number, number] {
  return [
    ((x - box.left) * box.image.widthPx) / box.content.widthPx,
    ((y - box.top) * box.image.heightPx) / box.content.heightPx,
  ];
}

/** A box in input pixels to upright image pixels, clipped to the image; undefined when nothing is left. */
export function cornersToImage(box: Letterbox, corners: Corners): Corners | undefined {
  const { widthPx, heightPx } = box.image;
  const clip = (value: number, limit: number): number => Math.min(limit, Math.max(0, value));
  const [left, top] = toImage(box, corners[0], corners[1]);
  const [right, bottom] = toImage(box, corners[2], corners[3]);
  const clipped: Corners = [
    clip(left, widthPx),
    clip(top, heightPx),
    clip(right, widthPx),
    clip(bottom, heightPx),
  ];
  return clipped[2] > clipped[0] && clipped[3] > clipped[1] ? clipped : undefined;
}
