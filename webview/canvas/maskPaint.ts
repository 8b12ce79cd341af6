import { inflate, intersect, type Rect } from '../../src/core/geometry/rect';
import { spansOfMask } from '../../src/core/mask/rle';
import { coveredRect, MaskCoverer } from '../../src/core/scene/maskCover';
import { QUICK_PX, tintMask, type MaskLook } from '../../src/core/scene/maskTint';
import { isEmptyRect, outward, scaleRect } from '../../src/core/scene/tiles';
import type { Mask } from '../../src/core/shapes/mask';

/** Turns masks into pixels at a level's scale; its memory is that of the largest picture it made. */
export class MaskPainter {
  readonly #coverer = new MaskCoverer();
  #pixels = new Int32Array(0);

  /**
   * The part of a mask that lies in a region, and where (level pixels, whole); undefined when none does. The image
   * data are valid until the next call.
   */
  paint(
    mask: Mask,
    scale: number,
    region: Rect,
    look: MaskLook,
  ): { readonly image: ImageData; readonly rect: Rect } | undefined {
    const { x, y, widthPx: width, heightPx: height } = mask;
    const within = intersect(outward(scaleRect({ x, y, width, height }, scale)), region);
    const spans = spansOfMask(mask);
    const rect = isEmptyRect(within) ? undefined : coveredRect(spans, scale, within);
    if (!rect) return undefined;
    const margin = Math.max(QUICK_PX, look.edgePx);
    const around = inflate(rect, margin);
    const wide = { ...around, width: Math.ceil(around.width / QUICK_PX) * QUICK_PX };
    const cover = this.#coverer.cover(spans, scale, wide);
    const size = rect.width * rect.height;
    if (this.#pixels.length < size) this.#pixels = new Int32Array(size);
    const pixels = this.#pixels.subarray(0, size);
    tintMask(pixels, cover, { margin, width: rect.width }, look);
    const bytes = new Uint8ClampedArray(pixels.buffer, 0, 4 * size);
    return { image: new ImageData(bytes, rect.width, rect.height), rect };
  }
}
