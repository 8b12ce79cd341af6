import type { SizePx } from '../../core/heads/letterbox';

export type Channels = 1 | 3 | 4;
export type RasterData = Uint8Array | Uint16Array;

/** Upright pixels, row by row, channels interleaved (1 = grey, 3 = RGB, 4 = RGB and alpha), 8 or 16 bits a sample. */
export interface Raster extends SizePx {
  readonly channels: Channels;
  readonly data: RasterData;
}

/** A part of a raster in its own pixels, whole numbers. */
export interface Part extends SizePx {
  readonly left: number;
  readonly top: number;
}

export const sameKind = (data: RasterData, length: number): RasterData =>
  data instanceof Uint8Array ? new Uint8Array(length) : new Uint16Array(length);

/** Copies a part that lies within the raster. */
export function crop(raster: Raster, { left, top, widthPx, heightPx }: Part): Raster {
  const { channels, data } = raster;
  const rowLength = widthPx * channels;
  const out = sameKind(data, rowLength * heightPx);
  for (let row = 0; row < heightPx; row++) {
    const from = ((top + row) * raster.widthPx + left) * channels;
    out.set(data.subarray(from, from + rowLength), row * rowLength);
  }
  return { widthPx, heightPx, channels, data: out };
}

/** Half the size, rounded up: the mean of 2 x 2 samples, of those that are there at an odd border. */
export function halve({ widthPx, heightPx, channels, data }: Raster): Raster {
  const width = Math.ceil(widthPx / 2);
  const height = Math.ceil(heightPx / 2);
  const out = sameKind(data, width * height * channels);
  const stride = widthPx * channels;
  for (let y = 0, to = 0; y < height; y++) {
    const upper = 2 * y * stride;
    const lower = 2 * y + 1 < heightPx ? upper + stride : upper;
    for (let x = 0; x < width; x++) {
      const left = 2 * x * channels;
      const right = 2 * x + 1 < widthPx ? left + channels : left;
      for (let c = 0; c < channels; c++) {
        const sum =
          (data[upper + left + c] as number) +
          (data[upper + right + c] as number) +
          (data[lower + left + c] as number) +
          (data[lower + right + c] as number);
        out[to++] = (sum + 2) >> 2;
      }
    }
  }
  return { widthPx: width, heightPx: height, channels, data: out };
}
