import type { Sharp } from 'sharp';

/** A part of a picture or window, in its pixels. */
export interface FilmRegion {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The middle of a region, a share of its width and height. */
export function middleOf({ left, top, width, height }: FilmRegion, share: number): FilmRegion {
  const rest = (1 - share) / 2;
  return {
    left: Math.round(left + width * rest),
    top: Math.round(top + height * rest),
    width: Math.round(width * share),
    height: Math.round(height * share),
  };
}

/** Gray levels of a region, one byte per pixel. */
export async function grayOf(picture: Sharp, region: FilmRegion): Promise<Uint8Array> {
  return picture.extract(region).grayscale().raw().toBuffer();
}

/** Mean absolute difference of two equally large regions, in gray levels. */
export function meanDifference(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs((a[i] ?? 0) - (b[i] ?? 0));
  return sum / Math.max(1, a.length);
}

/** How much is in a region: the mean absolute difference from its mean gray level. */
export function textureOf(gray: Uint8Array): number {
  const mean = gray.reduce((sum, level) => sum + level, 0) / Math.max(1, gray.length);
  return gray.reduce((sum, level) => sum + Math.abs(level - mean), 0) / Math.max(1, gray.length);
}
