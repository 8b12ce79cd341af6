import type { Rect } from '../geometry/rect';

/** Pixels of a part of the picture as they are seen: window, contrast and so on applied. */
export interface PixelPatch {
  /** The part, image pixels; whole pixels of the patch cover it exactly. */
  readonly imageRect: Rect;
  /** Patch pixels; less than the image's where the patch is a smaller copy. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** RGBA, row by row, 4 * widthPx * heightPx bytes. */
  readonly data: Uint8ClampedArray;
}

/**
 * Reads pixels of the picture for tools that follow it. The rectangle is cut to the image; the patch has at most
 * `maxPixels`. Undefined while the picture is not there, or must not be read.
 */
export type ReadPixels = (imageRect: Rect, maxPixels: number) => PixelPatch | undefined;
