import type { PixelPatch } from './patch';

/** Red, green and blue of a patch, made smaller, as numbers to calculate with; row by row, each 0 to 255. */
export interface Planes {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Pixels of these planes per pixel of the patch, in each direction. */
  readonly scaleX: number;
  readonly scaleY: number;
  readonly channels: readonly Float32Array[];
  /** Sums above and left of each corner, (width + 1) x (height + 1): of the values, and of their squares over all channels. */
  readonly sums: readonly Float64Array[];
  readonly squares: Float64Array;
}

/** The patch reduced by averaging; `scale` is 1 at most. */
export function planesOf(patch: PixelPatch, scale: number): Planes {
  const widthPx = Math.max(1, Math.round(patch.widthPx * scale));
  const heightPx = Math.max(1, Math.round(patch.heightPx * scale));
  const channels = [0, 1, 2].map((channel) => reduced(patch, channel, widthPx, heightPx));
  return {
    widthPx,
    heightPx,
    scaleX: widthPx / patch.widthPx,
    scaleY: heightPx / patch.heightPx,
    channels,
    sums: channels.map((plane) => integral([plane], widthPx, heightPx, (value) => value)),
    squares: integral(channels, widthPx, heightPx, (value) => value * value),
  };
}

function reduced(patch: PixelPatch, channel: number, widthPx: number, heightPx: number): Float32Array {
  const plane = new Float32Array(widthPx * heightPx);
  const counts = new Float32Array(widthPx * heightPx);
  const columns = Int32Array.from({ length: patch.widthPx }, (_, x) =>
    Math.floor((x * widthPx) / patch.widthPx),
  );
  for (let y = 0, i = channel; y < patch.heightPx; y++) {
    const row = Math.floor((y * heightPx) / patch.heightPx) * widthPx;
    for (let x = 0; x < patch.widthPx; x++, i += 4) {
      const at = row + (columns[x] as number);
      plane[at] = (plane[at] as number) + (patch.data[i] as number);
      counts[at] = (counts[at] as number) + 1;
    }
  }
  return plane.map((sum, at) => sum / (counts[at] as number));
}

function integral(
  planes: readonly Float32Array[],
  widthPx: number,
  heightPx: number,
  of: (value: number) => number,
): Float64Array {
  const sums = new Float64Array((widthPx + 1) * (heightPx + 1));
  for (let y = 0; y < heightPx; y++) {
    let line = 0;
    for (let x = 0; x < widthPx; x++) {
      for (const plane of planes) line += of(plane[y * widthPx + x] as number);
      sums[(y + 1) * (widthPx + 1) + x + 1] = (sums[y * (widthPx + 1) + x + 1] as number) + line;
    }
  }
  return sums;
}

/** The sum over a rectangle of pixels from such a table. */
export function sumOver(
  sums: Float64Array,
  stride: number,
  x: number,
  y: number,
  width: number,
  height: number,
): number {
  const top = y * stride + x;
  const bottom = top + height * stride;
  return (
    (sums[bottom + width] as number) -
    (sums[bottom] as number) -
    (sums[top + width] as number) +
    (sums[top] as number)
  );
}
