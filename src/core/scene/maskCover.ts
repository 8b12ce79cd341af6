import { intersect, type Rect } from '../geometry/rect';
import { endsUpTo, rowFrom, rowTo, type Spans } from '../mask/spans';
import { inflateScaled, isEmptyRect, outward } from './tiles';

/** How much of each pixel of a picture a mask covers. */
export interface MaskCover {
  /** Level pixels (image pixels * scale), whole. */
  readonly rect: Rect;
  /** 0 to 255, row by row. */
  readonly values: Uint8Array;
}

/** From so many level pixels per image pixel on, image pixels are squares; below, edges are smooth. */
export const CRISP_MASK_SCALE = 2;

/**
 * A mask at a level's scale: the share of each pixel that is covered (a box filter over the mask's own pixels, taken
 * from its spans without ever making a bitmap of it), or the nearest mask pixel when zoomed in. The values are
 * valid until the next call.
 */
export class MaskCoverer {
  #values = new Uint8Array(0);
  #sums = new Float32Array(0);

  /** `rect`: whole level pixels. */
  cover(spans: Spans, scale: number, rect: Rect): MaskCover {
    const size = rect.width * rect.height;
    if (this.#values.length < size) this.#values = new Uint8Array(size);
    if (this.#sums.length < rect.width + 2) this.#sums = new Float32Array(rect.width + 2);
    const values = this.#values.subarray(0, size);
    values.fill(0);
    if (scale >= CRISP_MASK_SCALE) this.#nearest(values, spans, scale, rect);
    else this.#share(values, spans, scale, rect);
    return { rect, values };
  }

  #nearest(values: Uint8Array, spans: Spans, scale: number, { x, y, width, height }: Rect): void {
    let last = NaN;
    for (let row = 0; row < height; row++) {
      const imageRow = Math.floor((y + row + 0.5) / scale);
      const at = row * width;
      if (imageRow === last) values.copyWithin(at, at - width, at);
      else nearestRow(values.subarray(at, at + width), spans, imageRow, scale, x);
      last = imageRow;
    }
  }

  #share(values: Uint8Array, spans: Spans, scale: number, { x, y, width, height }: Rect): void {
    const sums = this.#sums;
    for (let row = 0; row < height; row++) {
      const from = Math.max(spans.y, (y + row) / scale);
      const to = Math.min(spans.y + spans.heightPx, (y + row + 1) / scale);
      if (from >= to) continue;
      sums.fill(0, 0, width + 2);
      for (let imageRow = Math.floor(from); imageRow < to; imageRow++) {
        const part = (Math.min(to, imageRow + 1) - Math.max(from, imageRow)) * scale;
        addRow(sums, spans, imageRow, part, scale, x, width);
      }
      sumUp(values, row * width, sums, width);
    }
  }
}

/**
 * A part of `rect` (whole level pixels) outside of which nothing is covered; undefined when nothing is at all. It is
 * at most a pixel larger than need be on each side, and found without looking at pixels.
 */
export function coveredRect(spans: Spans, scale: number, rect: Rect): Rect | undefined {
  const [leftEnd, rightEnd] = [rect.x / scale - 1, (rect.x + rect.width) / scale];
  const first = Math.max(spans.y, Math.floor(rect.y / scale));
  const last = Math.min(spans.y + spans.heightPx - 1, Math.ceil((rect.y + rect.height) / scale));
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let row = first; row <= last; row++) {
    const end = rowTo(spans, row);
    const from = firstSpan(spans, row, leftEnd);
    if (from >= end || (spans.xs[from] as number) > rightEnd) continue;
    const to = endsUpTo(spans, from, end, rightEnd);
    left = Math.min(left, spans.xs[from] as number);
    right = Math.max(right, (to - from) % 2 === 1 ? rightEnd : (spans.xs[to - 1] as number));
    top = Math.min(top, row);
    bottom = row + 1;
  }
  if (left > right) return undefined;
  const place = { x: left, y: top, width: right - left, height: bottom - top };
  const part = intersect(outward(inflateScaled(place, scale, 1)), rect);
  return isEmptyRect(part) ? undefined : part;
}

/** Between the steps the sum stays what it is. */
function sumUp(values: Uint8Array, from: number, sums: Float32Array, width: number): void {
  let sum = 0;
  let value = 0;
  for (let i = 0; i < width; i++) {
    const step = sums[i] as number;
    if (step !== 0) {
      sum += step;
      value = Math.min(255, Math.max(0, Math.floor(sum * 255 + 0.5)));
    }
    values[from + i] = value;
  }
}

function nearestRow(values: Uint8Array, spans: Spans, imageRow: number, scale: number, left: number): void {
  const end = rowTo(spans, imageRow);
  for (let i = firstSpan(spans, imageRow, left / scale - 1); i < end; i += 2) {
    const from = Math.ceil((spans.xs[i] as number) * scale - 0.5) - left;
    if (from >= values.length) return;
    const to = Math.ceil((spans.xs[i + 1] as number) * scale - 0.5) - left;
    if (to > 0) values.fill(255, Math.max(0, from), to);
  }
}

/** Adds the steps of a row's spans, each shared between the two pixels that it lies in and beside. */
function addRow(
  sums: Float32Array,
  spans: Spans,
  imageRow: number,
  part: number,
  scale: number,
  left: number,
  width: number,
): void {
  const end = rowTo(spans, imageRow);
  for (let i = firstSpan(spans, imageRow, left / scale - 1); i < end; i += 2) {
    const from = (spans.xs[i] as number) * scale - left;
    if (from >= width) return;
    const to = Math.min(width, (spans.xs[i + 1] as number) * scale - left);
    if (to <= 0) continue;
    addStep(sums, Math.max(0, from), part);
    addStep(sums, to, -part);
  }
}

function addStep(sums: Float32Array, at: number, height: number): void {
  const pixel = Math.floor(at);
  const beyond = height * (at - pixel);
  sums[pixel] = (sums[pixel] as number) + height - beyond;
  sums[pixel + 1] = (sums[pixel + 1] as number) + beyond;
}

/** Place in `xs` of the first span of a row that may reach beyond a column. */
function firstSpan(spans: Spans, imageRow: number, column: number): number {
  const from = rowFrom(spans, imageRow);
  const ends = endsUpTo(spans, from, rowTo(spans, imageRow), column) - from;
  return from + (ends & ~1);
}
