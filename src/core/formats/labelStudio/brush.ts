import { maskOfSpans, spansOfMask } from '../../mask/rle';
import { SpanBuilder } from '../../mask/spanBuilder';
import type { Mask } from '../../shapes/shapeData';

/*
 * The run lengths of brush strokes: a bit stream, highest bit first, over the RGBA bytes of the image, row by row.
 * Source: HumanSignal/label-studio-sdk: converter/brush.py; label-studio: web/libs/editor/src/utils/canvas.js;
 * the code is thi-ng/umbrella's rle-pack.
 */

/** A decoded brush; `isSoft` when it has coverage between none and all, which a mask cannot tell. */
export interface Brush {
  readonly mask: Mask | undefined;
  readonly isSoft: boolean;
}

const MAX_PIXELS = 1_000_000_000;

/** Decodes brush bytes for an image of this size, or says what is wrong with them. */
export function decodeBrush(rle: ArrayLike<number>, widthPx: number, heightPx: number): Brush | string {
  const bits = new BitReader(rle);
  const total = bits.read(32);
  const wordBits = bits.read(5) + 1;
  const sizes = [0, 0, 0, 0].map(() => bits.read(4) + 1);
  if (widthPx * heightPx > MAX_PIXELS) return 'its image is too large';
  if (total !== widthPx * heightPx * 4)
    return `its brush is for ${total / 4} pixels, and the image has ${widthPx} x ${heightPx} = ${widthPx * heightPx}`;
  const pixels = new AlphaRuns(widthPx, heightPx);
  for (let at = 0; at < total;) {
    if (bits.isOver) return 'its brush breaks off';
    const isRun = bits.read(1) === 1;
    const count = Math.min(bits.read(sizes[bits.read(2)] ?? 1) + 1, total - at);
    if (isRun) pixels.addRun(at, count, bits.read(wordBits));
    else for (let i = 0; i < count; i++) pixels.addRun(at + i, 1, bits.read(wordBits));
    at += count;
  }
  return pixels.finish();
}

/** Takes values of single bytes in order, and keeps the fourth of every pixel. */
class AlphaRuns {
  readonly #widthPx: number;
  readonly #heightPx: number;
  readonly #made: SpanBuilder;
  #row = 0;
  #isSoft = false;

  constructor(widthPx: number, heightPx: number) {
    this.#widthPx = widthPx;
    this.#heightPx = heightPx;
    this.#made = new SpanBuilder(0, heightPx, 4 * heightPx);
  }

  addRun(from: number, count: number, value: number): void {
    const [start, end] = [Math.floor(from / 4), Math.floor((from + count) / 4)];
    if (value === 0 || end <= start) return;
    if (value < 255) this.#isSoft = true;
    this.#addPixels(start, end);
  }

  #addPixels(from: number, end: number): void {
    for (let at = from; at < end;) {
      const row = Math.floor(at / this.#widthPx);
      for (; this.#row < row; this.#row++) this.#made.endRow();
      const stop = Math.min(end, (row + 1) * this.#widthPx);
      this.#made.add(at - row * this.#widthPx, stop - row * this.#widthPx);
      at = stop;
    }
  }

  finish(): Brush {
    for (; this.#row < this.#heightPx; this.#row++) this.#made.endRow();
    return { mask: maskOfSpans(this.#made.finish()), isSoft: this.#isSoft };
  }
}

class BitReader {
  readonly #bytes: ArrayLike<number>;
  #at = 0;

  constructor(bytes: ArrayLike<number>) {
    this.#bytes = bytes;
  }

  get isOver(): boolean {
    return this.#at >= this.#bytes.length * 8;
  }

  /** Up to 32 bits as a number that is not negative; zeros behind the end. */
  read(count: number): number {
    let value = 0;
    for (let left = count; left > 0;) {
      const room = 8 - (this.#at & 7);
      const taken = Math.min(room, left);
      const byte = (this.#bytes[this.#at >> 3] ?? 0) & 255;
      value = value * 2 ** taken + ((byte >> (room - taken)) & ((1 << taken) - 1));
      this.#at += taken;
      left -= taken;
    }
    return value;
  }
}

/** The longest chunk has 65,536 values. */
const MOST_PIXELS = 16_384;
const SIZES = [3, 4, 8, 16] as const;

/** The bytes of a mask as a brush of an image of this size; what lies outside is cut off. */
export function encodeBrush(mask: Mask, widthPx: number, heightPx: number): readonly number[] {
  const bits = new BitWriter();
  bits.write(widthPx * heightPx * 4, 32);
  bits.write(7, 5);
  for (const size of SIZES) bits.write(size - 1, 4);
  const { y, heightPx: rows, starts, xs } = spansOfMask(mask);
  let at = 0;
  let open: number | undefined;
  const flush = (until: number, value: number): void => {
    writeRun(bits, until - at, value);
    at = until;
  };
  for (let r = Math.max(0, -y); r < rows && y + r < heightPx; r++)
    for (let i = starts[r] as number; i < (starts[r + 1] as number); i += 2) {
      const [left, right] = [Math.max(0, xs[i] as number), Math.min(widthPx, xs[i + 1] as number)];
      if (left >= right) continue;
      const [from, end] = [(y + r) * widthPx + left, (y + r) * widthPx + right];
      if (open !== undefined && from > open) flush(open, 255);
      if (open === undefined || from > open) flush(from, 0);
      open = end;
    }
  if (open !== undefined) flush(open, 255);
  flush(widthPx * heightPx, 0);
  return bits.finish();
}

function writeRun(bits: BitWriter, pixels: number, value: number): void {
  for (let left = pixels; left > 0;) {
    const count = Math.min(left, MOST_PIXELS);
    const length = 4 * count;
    const index = length <= 8 ? 0 : length <= 16 ? 1 : length <= 256 ? 2 : 3;
    bits.write(1, 1);
    bits.write(index, 2);
    bits.write(length - 1, SIZES[index]);
    bits.write(value, 8);
    left -= count;
  }
}

class BitWriter {
  readonly #bytes: number[] = [];
  #byte = 0;
  #used = 0;

  write(value: number, count: number): void {
    for (let left = count; left > 0;) {
      const taken = Math.min(8 - this.#used, left);
      const part = Math.floor(value / 2 ** (left - taken)) % 2 ** taken;
      this.#byte = (this.#byte << taken) | part;
      this.#used += taken;
      left -= taken;
      if (this.#used === 8) this.#push();
    }
  }

  #push(): void {
    this.#bytes.push(this.#byte);
    this.#byte = this.#used = 0;
  }

  /** Padded with zeros to a whole byte. */
  finish(): readonly number[] {
    if (this.#used > 0) {
      this.#byte <<= 8 - this.#used;
      this.#push();
    }
    return this.#bytes;
  }
}
