import sharp from 'sharp';
import type { Workers } from '../../src/engine/workers';
import type { OpenPicture, PictureArgs } from '../../src/protocol/worker';

/** A level of a picture put together from its tiles: samples as they are, values = sample * slope + intercept. */
export interface WholePicture {
  readonly info: OpenPicture;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: number;
  readonly samples: Uint8Array | Uint16Array;
}

/** Opens a page and fetches every tile of a level. */
export async function wholePicture(workers: Workers, args: PictureArgs, level = 0): Promise<WholePicture> {
  const info = await workers.imaging.call('openPicture', args);
  const { id, tilePx } = info;
  const { channels, depth } = info.samples;
  const [widthPx, heightPx] = [info.widthPx, info.heightPx].map((px) => Math.ceil(px / 2 ** level)) as [
    number,
    number,
  ];
  const count = widthPx * heightPx * channels;
  const samples = depth === 16 ? new Uint16Array(count) : new Uint8Array(count);
  for (let row = 0; row * tilePx < heightPx; row++)
    for (let column = 0; column * tilePx < widthPx; column++) {
      const tile = await workers.imaging.call('tile', { id, level, column, row });
      const data = tile.encoding === 'raw' ? words(tile.bytes) : await pixels(tile.bytes, channels);
      for (let y = 0; y < tile.heightPx; y++) {
        const from = y * tile.widthPx * channels;
        const to = ((row * tilePx + y) * widthPx + column * tilePx) * channels;
        samples.set(data.subarray(from, from + tile.widthPx * channels), to);
      }
    }
  return { info, widthPx, heightPx, channels, samples };
}

function words(bytes: Uint8Array): Uint16Array {
  const copy = Uint8Array.from(bytes);
  return new Uint16Array(copy.buffer);
}

async function pixels(bytes: Uint8Array, channels: number): Promise<Uint8Array> {
  const image = sharp(bytes);
  const shaped =
    channels === 1 ? image.toColourspace('b-w') : channels === 4 ? image.ensureAlpha() : image.removeAlpha();
  return shaped.raw().toBuffer();
}

/** The values of the pixels, whatever their coding. */
export function valuesOf({ info, samples }: WholePicture): Float64Array {
  const { slope, intercept } = info.samples;
  return Float64Array.from(samples, (sample) => sample * slope + intercept);
}
