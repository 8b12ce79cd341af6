import type { PictureLook, SamplePlace } from '../../src/core/display/look';
import type { SampleGrid, SampleInfo } from '../../src/core/display/samples';
import type { TilePixels } from '../../src/protocol/editor';
import { offscreen, type OffscreenContext } from './surface';

/** A tile's pixels as a canvas can draw them. */
export interface TileImage {
  readonly image: CanvasImageSource;
  /** Pixels of `image`: fewer than the tile's when it was made in a hurry. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** False when the tile can be drawn finer once there is time. */
  readonly isFine: boolean;
}

/** A tile that has arrived. */
export interface TileAtHand {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Of what cannot be made anew. */
  readonly bytes: number;
  /** Of what `image` has made and `forget` frees. */
  readonly madeBytes: number;
  image(look: PictureLook | undefined, place: SamplePlace, isOver: () => boolean): TileImage;
  /** Stored samples of the whole tile. */
  samples(): SampleGrid;
  forget(): void;
  dispose(): void;
}

/** Reads a tile as the host sent it. Rejects, in a sentence, when it is not what the picture promised. */
export async function readTile(tile: TilePixels, info: SampleInfo): Promise<TileAtHand> {
  if (info.depth === 16) return new DeepTile(deepGrid(tile, info));
  if (tile.encoding === 'raw') throw new Error('A tile came without being encoded.');
  const blob = new Blob([tile.bytes], { type: tile.encoding });
  // The numbers are the picture's: no colour profile is to change them.
  const bitmap = await createImageBitmap(blob, { colorSpaceConversion: 'none', imageOrientation: 'none' });
  return new BitmapTile(bitmap);
}

function deepGrid({ bytes, encoding, widthPx, heightPx }: TilePixels, { channels }: SampleInfo): SampleGrid {
  const wanted = widthPx * heightPx * channels * 2;
  if (encoding !== 'raw' || bytes.byteLength !== wanted)
    throw new Error(
      `A tile of ${widthPx} x ${heightPx} pixels has ${bytes.byteLength} bytes, not ${wanted}.`,
    );
  return { data: new Uint16Array(bytes), channels, widthPx, heightPx };
}

/** An 8-bit tile; a look is laid on what was drawn with it. */
class BitmapTile implements TileAtHand {
  readonly madeBytes = 0;
  readonly #bitmap: ImageBitmap;

  constructor(bitmap: ImageBitmap) {
    this.#bitmap = bitmap;
  }

  get widthPx(): number {
    return this.#bitmap.width;
  }

  get heightPx(): number {
    return this.#bitmap.height;
  }

  get bytes(): number {
    return 4 * this.widthPx * this.heightPx;
  }

  image(): TileImage {
    return { image: this.#bitmap, widthPx: this.widthPx, heightPx: this.heightPx, isFine: true };
  }

  samples(): SampleGrid {
    const { widthPx, heightPx } = this;
    const ctx = offscreen(widthPx, heightPx);
    ctx.drawImage(this.#bitmap, 0, 0);
    return { data: ctx.getImageData(0, 0, widthPx, heightPx).data, channels: 4, widthPx, heightPx };
  }

  forget(): void {}

  dispose(): void {
    this.#bitmap.close();
  }
}

/** In a hurry every fourth row and column is mapped: a sixteenth of the work. */
const COARSE_STEP = 4;

/** A 16-bit tile: its samples stay, so that another window needs nothing from the host. */
class DeepTile implements TileAtHand {
  readonly #grid: SampleGrid;
  #coarse: Made | undefined;
  #fine: Made | undefined;

  constructor(grid: SampleGrid) {
    this.#grid = grid;
  }

  get widthPx(): number {
    return this.#grid.widthPx;
  }

  get heightPx(): number {
    return this.#grid.heightPx;
  }

  get bytes(): number {
    return this.#grid.data.byteLength;
  }

  get madeBytes(): number {
    return this.#fine ? 4 * this.widthPx * this.heightPx : 0;
  }

  image(look: PictureLook | undefined, place: SamplePlace, isOver: () => boolean): TileImage {
    if (!look) throw new Error('A 16-bit tile has no look of its own.');
    if (this.#fine?.look !== look && isOver()) return this.#coarsely(look, place);
    if (this.#fine?.look !== look) this.#fine = make(this.#grid, look, place, this.#fine);
    const { widthPx, heightPx } = this;
    return { image: this.#fine.ctx.canvas, widthPx, heightPx, isFine: true };
  }

  samples(): SampleGrid {
    return this.#grid;
  }

  forget(): void {
    this.#fine = undefined;
    this.#coarse = undefined;
  }

  dispose(): void {
    this.forget();
  }

  #coarsely(look: PictureLook, place: SamplePlace): TileImage {
    const grid = everyNth(this.#grid, COARSE_STEP);
    const { widthPx, heightPx } = grid;
    const shift = (COARSE_STEP - 1) / 2;
    const [du, dv] = [place.du * COARSE_STEP, place.dv * COARSE_STEP];
    const rough = { u: place.u + shift * place.du, v: place.v + shift * place.dv, du, dv };
    if (this.#coarse?.look !== look) this.#coarse = make(grid, look, rough, this.#coarse);
    return { image: this.#coarse.ctx.canvas, widthPx, heightPx, isFine: false };
  }
}

interface Made {
  readonly look: PictureLook;
  readonly ctx: OffscreenContext;
}

let desk: ImageData | undefined;

function make(grid: SampleGrid, look: PictureLook, place: SamplePlace, before: Made | undefined): Made {
  const { widthPx, heightPx } = grid;
  const ctx = before?.ctx ?? offscreen(widthPx, heightPx);
  if (desk?.width !== widthPx || desk.height !== heightPx) desk = new ImageData(widthPx, heightPx);
  look.apply(grid, desk.data, place);
  ctx.putImageData(desk, 0, 0);
  return { look, ctx };
}

/** One of n x n samples, from the middle of each square. */
function everyNth({ data, channels, widthPx, heightPx }: SampleGrid, n: number): SampleGrid {
  const [columns, rows] = [Math.ceil(widthPx / n), Math.ceil(heightPx / n)];
  const picked = new Uint16Array(columns * rows * channels);
  let to = 0;
  for (let row = 0; row < rows; row++) {
    const y = Math.min(heightPx - 1, row * n + (n >> 1));
    for (let column = 0; column < columns; column++) {
      const from = (y * widthPx + Math.min(widthPx - 1, column * n + (n >> 1))) * channels;
      for (let c = 0; c < channels; c++) picked[to++] = data[from + c] as number;
    }
  }
  return { data: picked, channels, widthPx: columns, heightPx: rows };
}
