import { flush, offscreen, type OffscreenContext } from './surface';

/** A smaller copy of the picture. */
export interface MipLevel {
  readonly image: CanvasImageSource;
  readonly widthPx: number;
  readonly heightPx: number;
}

const STRIP_ROWS = 64;
/** Halving stops when the longer side is below this. */
const SMALLEST_PX = 512;
const MAX_LEVELS = 5;

/**
 * The picture and its halves, quarters and so on, each averaged from 2 x 2 pixels: zoomed-out views are quick and do
 * not shimmer. The smaller levels are made strip by strip, when there is time.
 */
export class Mipmaps {
  readonly #levels: MipLevel[];
  #under: { readonly ctx: OffscreenContext; row: number } | undefined;

  constructor(bitmap: ImageBitmap) {
    this.#levels = [{ image: bitmap, widthPx: bitmap.width, heightPx: bitmap.height }];
  }

  get full(): MipLevel {
    return this.#levels[0] as MipLevel;
  }

  get isComplete(): boolean {
    const last = this.#last;
    return Math.max(last.widthPx, last.heightPx) <= SMALLEST_PX || this.#levels.length >= MAX_LEVELS;
  }

  /** The smallest level that has at least the wanted width, or the smallest there is so far. */
  levelFor(wantedWidthPx: number): MipLevel {
    return this.#levels.findLast(({ widthPx }) => widthPx >= wantedWidthPx) ?? this.full;
  }

  /** Goes on making levels until it is time to stop; true when all are there. */
  work(isOver: () => boolean): boolean {
    while (!this.isComplete) {
      if (isOver()) return false;
      this.#strip();
    }
    return true;
  }

  /** Frees the decoded picture at once instead of at some collection. */
  dispose(): void {
    const { image } = this.full;
    if (image instanceof ImageBitmap) image.close();
  }

  get #last(): MipLevel {
    return this.#levels.at(-1) as MipLevel;
  }

  #strip(): void {
    const from = this.#last;
    const width = Math.max(1, Math.floor(from.widthPx / 2));
    const height = Math.max(1, Math.floor(from.heightPx / 2));
    this.#under ??= { ctx: halfCanvas(width, height), row: 0 };
    const { ctx, row } = this.#under;
    const rows = Math.min(STRIP_ROWS, height - row);
    const [kx, ky] = [from.widthPx / width, from.heightPx / height];
    ctx.drawImage(from.image, 0, row * ky, width * kx, rows * ky, 0, row, width, rows);
    flush(ctx);
    this.#under.row += rows;
    if (this.#under.row < height) return;
    this.#levels.push({ image: ctx.canvas, widthPx: width, heightPx: height });
    this.#under = undefined;
  }
}

function halfCanvas(width: number, height: number): OffscreenContext {
  const ctx = offscreen(width, height);
  ctx.imageSmoothingQuality = 'low';
  return ctx;
}
