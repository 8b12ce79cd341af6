import { intersect, type Rect } from '../../src/core/geometry/rect';
import type { PixelPatch } from '../../src/core/pixels/patch';
import { isEmptyRect, outward, scaleRect } from '../../src/core/scene/tiles';
import type { ImageLook } from './imageLook';
import type { PictureSource } from './imageSource';
import { offscreen } from './surface';

/**
 * Pixels as they are seen. The patch is the whole pixels around the rectangle, cut to the image; where they are more
 * than `maxPixels`, a smaller copy of them.
 */
export function readPatch(
  source: PictureSource,
  look: ImageLook,
  imageRect: Rect,
  maxPixels: number,
): PixelPatch | undefined {
  const whole = { x: 0, y: 0, width: source.widthPx, height: source.heightPx };
  const rect = intersect(outward(imageRect), whole);
  if (!source.canRead || isEmptyRect(rect) || maxPixels < 1) return undefined;
  const scale = Math.min(1, Math.sqrt(maxPixels / (rect.width * rect.height)));
  const widthPx = Math.min(rect.width, Math.max(1, Math.floor(rect.width * scale)));
  const heightPx = Math.max(
    1,
    Math.min(rect.height, Math.floor(Math.min(rect.height * scale, maxPixels / widthPx))),
  );
  const ctx = offscreen(widthPx, heightPx);
  if (scale === 1) {
    ctx.translate(-rect.x, -rect.y);
    look.paint(ctx, source, 1, rect);
  } else shrunk(source, look, rect, scale, ctx);
  return { imageRect: rect, widthPx, heightPx, data: ctx.getImageData(0, 0, widthPx, heightPx).data };
}

/** Painted on whole pixels at the nearest scale, then fitted into the patch. */
function shrunk(
  source: PictureSource,
  look: ImageLook,
  rect: Rect,
  scale: number,
  ctx: OffscreenCanvasRenderingContext2D,
): void {
  const from = scaleRect(rect, scale);
  const part = outward(from);
  const aside = offscreen(part.width, part.height);
  aside.translate(-part.x, -part.y);
  look.paint(aside, source, scale, part);
  const at = [from.x - part.x, from.y - part.y, from.width, from.height] as const;
  ctx.drawImage(aside.canvas, ...at, 0, 0, ctx.canvas.width, ctx.canvas.height);
}
