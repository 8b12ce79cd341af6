/** How the picture fits into the input: see `letterbox.ts`. */
export const RESIZES = ['letterbox', 'letterbox-topleft', 'stretch'] as const;
export type Resize = (typeof RESIZES)[number];

export type ChannelValues = readonly [number, number, number];

/**
 * From 8-bit pixels to input values: `(pixel * scale - mean) / std` per channel, in the order `channels` gives.
 * `pad` is the pixel value (0..255) around a letterboxed picture.
 */
export interface Recipe {
  readonly channels: 'RGB' | 'BGR';
  readonly scale: number;
  readonly mean: ChannelValues;
  readonly std: ChannelValues;
  readonly resize: Resize;
  readonly pad: number;
}

const plain = { scale: 1 / 255, mean: [0, 0, 0], std: [1, 1, 1], pad: 114 } as const;

/** Ultralytics: RGB in 0..1, centred letterbox. */
export const LETTERBOX_RGB: Recipe = { ...plain, channels: 'RGB', resize: 'letterbox' };
/** YOLOX: BGR in 0..255, picture at the top left. */
export const TOPLEFT_BGR: Recipe = { ...plain, channels: 'BGR', scale: 1, resize: 'letterbox-topleft' };
/** RT-DETR and kin: RGB in 0..1, stretched. */
export const STRETCH_RGB: Recipe = { ...plain, channels: 'RGB', resize: 'stretch' };

/** The 256 input values of each channel, in the order the picture's RGB bytes have (0 = red). */
export function lookupTables(recipe: Recipe): readonly [Float32Array, Float32Array, Float32Array] {
  const table = (rgb: number): Float32Array => {
    const channel = (recipe.channels === 'RGB' ? rgb : 2 - rgb) as 0 | 1 | 2;
    const value = (pixel: number): number =>
      (pixel * recipe.scale - recipe.mean[channel]) / recipe.std[channel];
    return Float32Array.from({ length: 256 }, (_, pixel) => value(pixel));
  };
  return [table(0), table(1), table(2)];
}
