import type { ImageInput } from '../../core/heads/imageInput';
import type { Letterbox } from '../../core/heads/letterbox';
import { letterbox } from '../../core/heads/letterbox';
import type { Recipe } from '../../core/heads/recipe';
import { lookupTables } from '../../core/heads/recipe';
import type { Tensor } from '../../core/heads/tensor';
import { floatToHalf } from '../../core/heads/tensor';
import type { Pixels } from '../imaging/pixels';
import { decode } from '../imaging/decode';

/** A picture as a model wants it, and how to find the way back. */
export interface Prepared {
  readonly tensor: Tensor;
  readonly letterbox: Letterbox;
}

/** Decodes the upright picture at the input's size and lays it out as the recipe says. */
export async function preprocess(
  path: string,
  input: ImageInput,
  recipe: Recipe,
  limitPixels: number | undefined,
  page?: number,
): Promise<Prepared> {
  const fit = (image: Letterbox['image']): Letterbox['content'] =>
    letterbox(recipe.resize, image, input.size).content;
  const { image, pixels } = await decode({ path, fit, limitPixels, page });
  const box = letterbox(recipe.resize, image, input.size);
  return { tensor: toTensor(pixels, box, input, recipe), letterbox: box };
}

/** The pixels at their place in the padded input, normalised. */
export function toTensor(pixels: Pixels, box: Letterbox, input: ImageInput, recipe: Recipe): Tensor {
  const { widthPx, heightPx } = input.size;
  const data = newData(input.type, 3 * widthPx * heightPx);
  const tables = lookupTables(recipe).map((table) => encode(table, input.type));
  const planar = input.layout === 'NCHW';
  for (let rgb = 0; rgb < 3; rgb++) {
    const channel = recipe.channels === 'RGB' ? rgb : 2 - rgb;
    const start = planar ? channel * widthPx * heightPx : channel;
    fillChannel(data, tables[rgb] ?? [], pixels, box, { start, step: planar ? 1 : 3, rgb, pad: recipe.pad });
  }
  const dims = planar ? [1, 3, heightPx, widthPx] : [1, heightPx, widthPx, 3];
  return { dims, type: input.type, data };
}

type Values = Float32Array | Uint16Array | Uint8Array;

function newData(type: ImageInput['type'], length: number): Values {
  if (type === 'float32') return new Float32Array(length);
  return type === 'float16' ? new Uint16Array(length) : new Uint8Array(length);
}

/** The table of input values in the input's own number format. */
function encode(table: Float32Array, type: ImageInput['type']): ArrayLike<number> {
  if (type === 'float32') return table;
  return type === 'float16' ? Uint16Array.from(table, floatToHalf) : Uint8ClampedArray.from(table);
}

interface Channel {
  readonly start: number;
  readonly step: number;
  readonly rgb: number;
  readonly pad: number;
}

function fillChannel(
  data: Values,
  table: ArrayLike<number>,
  pixels: Pixels,
  box: Letterbox,
  { start, step, rgb, pad }: Channel,
): void {
  const { widthPx, heightPx } = box.input;
  const { data: bytes, widthPx: columns, channels } = pixels;
  const padValue = table[Math.round(pad)] ?? 0;
  if (columns < widthPx || pixels.heightPx < heightPx)
    for (let i = 0, at = start; i < widthPx * heightPx; i++, at += step) data[at] = padValue;
  for (let row = 0; row < pixels.heightPx; row++) {
    let from = row * columns * channels + (channels === 3 ? rgb : 0);
    let to = start + ((row + box.top) * widthPx + box.left) * step;
    for (let column = 0; column < columns; column++, from += channels, to += step)
      data[to] = table[bytes[from] as number] as number;
  }
}
