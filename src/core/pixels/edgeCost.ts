import type { PixelPatch } from './patch';

/** What it costs to follow the picture's edges; per pixel of a patch, row by row. */
export interface EdgeCost {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Laplacian zero crossing and gradient magnitude together, 0 (an edge) to 1. */
  readonly zero: Uint8Array;
  readonly magnitude: Float32Array;
  /** Unit vector of the gradient; both 0 where there is none. */
  readonly gx: Float32Array;
  readonly gy: Float32Array;
}

/**
 * The three features of intelligent scissors (Mortensen and Barrett, SIGGRAPH 1995, section 3): zero crossings of
 * the Laplacian, gradient magnitude (1 - G / max G) and gradient direction, all from the patch's brightness.
 */
export function edgeCost(patch: PixelPatch): EdgeCost {
  const { widthPx, heightPx } = patch;
  const grey = blurred(brightness(patch), widthPx, heightPx);
  const cost = {
    widthPx,
    heightPx,
    zero: zeroCrossings(laplacian(grey, widthPx, heightPx), widthPx, heightPx),
    magnitude: new Float32Array(widthPx * heightPx),
    gx: new Float32Array(widthPx * heightPx),
    gy: new Float32Array(widthPx * heightPx),
  };
  gradients(grey, cost);
  return cost;
}

/** Rec. 601 luma, 0 to 255. */
export function brightness({ data, widthPx, heightPx }: PixelPatch): Float32Array {
  const grey = new Float32Array(widthPx * heightPx);
  for (let i = 0; i < grey.length; i++)
    grey[i] =
      0.299 * (data[4 * i] as number) +
      0.587 * (data[4 * i + 1] as number) +
      0.114 * (data[4 * i + 2] as number);
  return grey;
}

/** Binomial 3 x 3 filter: keeps noise from making edges everywhere. Border pixels repeat. */
function blurred(grey: Float32Array, width: number, height: number): Float32Array {
  const across = new Float32Array(grey.length);
  const down = new Float32Array(grey.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const [left, right] = [x > 0 ? at - 1 : at, x + 1 < width ? at + 1 : at];
      across[at] = ((grey[left] as number) + 2 * (grey[at] as number) + (grey[right] as number)) / 4;
    }
  for (let at = 0; at < grey.length; at++) {
    const up = at >= width ? at - width : at;
    const below = at + width < grey.length ? at + width : at;
    down[at] = ((across[up] as number) + 2 * (across[at] as number) + (across[below] as number)) / 4;
  }
  return down;
}

function laplacian(grey: Float32Array, width: number, height: number): Float32Array {
  const sums = new Float32Array(grey.length);
  for (let y = 1; y + 1 < height; y++)
    for (let x = 1; x + 1 < width; x++) {
      const at = y * width + x;
      sums[at] =
        (grey[at - 1] as number) +
        (grey[at + 1] as number) +
        (grey[at - width] as number) +
        (grey[at + width] as number) -
        4 * (grey[at] as number);
    }
  return sums;
}

/** 0 where the sign changes towards a neighbour and this pixel is the nearer one to zero, else 1. */
function zeroCrossings(sums: Float32Array, width: number, height: number): Uint8Array {
  const zero = new Uint8Array(sums.length).fill(1);
  for (let y = 1; y + 1 < height; y++)
    for (let x = 1; x + 1 < width; x++) {
      const at = y * width + x;
      for (const by of [1, -1, width, -width])
        if ((sums[at] as number) * (sums[at + by] as number) < 0 && isNearer(sums, at, at + by)) zero[at] = 0;
    }
  return zero;
}

function isNearer(sums: Float32Array, at: number, other: number): boolean {
  return Math.abs(sums[at] as number) <= Math.abs(sums[other] as number);
}

function gradients(
  grey: Float32Array,
  { widthPx: width, heightPx: height, magnitude, gx, gy }: EdgeCost,
): void {
  let most = 0;
  for (let y = 1; y + 1 < height; y++)
    for (let x = 1; x + 1 < width; x++) {
      const at = y * width + x;
      const dx = ((grey[at + 1] as number) - (grey[at - 1] as number)) / 2;
      const dy = ((grey[at + width] as number) - (grey[at - width] as number)) / 2;
      const length = Math.sqrt(dx * dx + dy * dy);
      magnitude[at] = length;
      if (length > 0) gx[at] = dx / length;
      if (length > 0) gy[at] = dy / length;
      if (length > most) most = length;
    }
  for (let at = 0; at < magnitude.length; at++)
    magnitude[at] = most > 0 ? 1 - (magnitude[at] as number) / most : 1;
}
