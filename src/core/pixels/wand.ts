import type { Point } from '../geometry/rect';
import { maskOfSpans } from '../mask/rle';
import type { Mask } from '../shapes/mask';
import { flood } from './flood';
import type { PixelPatch } from './patch';
import { imageSpans, pixelAt } from './patchSpans';

export interface WandOptions {
  /** How much each of red, green and blue may differ from the pixel clicked on, 0 to 255, as seen on the screen. */
  readonly tolerance: number;
  /** Only pixels that hang together with the one clicked on. */
  readonly contiguous: boolean;
}

/** The pixels that look like the one at `at` (image point), in image pixels; undefined outside the patch. */
export function wand(patch: PixelPatch, at: Point, { tolerance, contiguous }: WandOptions): Mask | undefined {
  const first = pixelAt(patch, at.x, at.y);
  if (first < 0) return undefined;
  const alike = alikePixels(patch, first, tolerance);
  const marks = contiguous ? flood(alike, patch.widthPx, patch.heightPx, first) : alike;
  return maskOfSpans(imageSpans(patch, marks));
}

function alikePixels({ data, widthPx, heightPx }: PixelPatch, first: number, tolerance: number): Uint8Array {
  const alike = new Uint8Array(widthPx * heightPx);
  const [red = 0, green = 0, blue = 0] = data.subarray(4 * first, 4 * first + 3);
  for (let i = 0; i < alike.length; i++) {
    const isAlike =
      Math.abs((data[4 * i] as number) - red) <= tolerance &&
      Math.abs((data[4 * i + 1] as number) - green) <= tolerance &&
      Math.abs((data[4 * i + 2] as number) - blue) <= tolerance;
    alike[i] = isAlike ? 1 : 0;
  }
  return alike;
}
