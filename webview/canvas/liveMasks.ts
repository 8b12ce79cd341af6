import { inflate, intersect, type Rect } from '../../src/core/geometry/rect';
import type { MaskLook } from '../../src/core/scene/maskTint';
import { levelRectOf, levelTransform, outward, scaleRect, type DeviceView } from '../../src/core/scene/tiles';
import type { Mask } from '../../src/core/shapes/mask';
import { MaskPainter } from './maskPaint';
import { offscreen } from './surface';

/** What the pictures of masks may hold together. */
const BUDGET_BYTES = 64 * 1024 * 1024;
/** So much of the canvas' size is painted beyond it on every side, for the next steps of a pan. */
const AHEAD = 1 / 8;

interface Picture {
  readonly look: string;
  readonly scale: number;
  /** The region that was asked for, level pixels. */
  readonly region: Rect;
  /** Where the picture lies, level pixels; nothing of the mask is in the region without one. */
  readonly painted: { readonly canvas: OffscreenCanvas; readonly x: number; readonly y: number } | undefined;
  readonly bytes: number;
}

/** Masks on the live layer: painted when they, their look or the scale change, copied while the view moves. */
export class LiveMasks {
  readonly #painter = new MaskPainter();
  readonly #pictures = new Map<Mask, Picture>();
  #bytes = 0;

  draw(ctx: CanvasRenderingContext2D, mask: Mask, view: DeviceView, look: MaskLook): void {
    const sight = levelRectOf(view, ctx.canvas);
    const key = Object.values(look).join();
    let picture = this.#pictures.get(mask);
    if (!picture || picture.look !== key || picture.scale !== view.scale || !holds(picture, mask, sight))
      picture = this.#paint(mask, view.scale, sight, look, key);
    this.#keep(mask, picture);
    if (!picture.painted) return;
    ctx.save();
    ctx.setTransform(...levelTransform(view));
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage(picture.painted.canvas, picture.painted.x, picture.painted.y);
    ctx.restore();
  }

  /** Forgets all pictures: nothing on the live layer needs them. */
  clear(): void {
    this.#pictures.clear();
    this.#bytes = 0;
  }

  #paint(mask: Mask, scale: number, sight: Rect, look: MaskLook, key: string): Picture {
    const region = outward(inflate(sight, AHEAD * Math.max(sight.width, sight.height)));
    const painted = this.#painter.paint(mask, scale, region, look);
    if (!painted) return { look: key, scale, region, painted: undefined, bytes: 0 };
    const { x, y, width, height } = painted.rect;
    const ctx = offscreen(width, height);
    ctx.putImageData(painted.image, 0, 0);
    return { look: key, scale, region, painted: { canvas: ctx.canvas, x, y }, bytes: 4 * width * height };
  }

  /** The pictures used last come last; the first ones go when there are too many. */
  #keep(mask: Mask, picture: Picture): void {
    this.#bytes += picture.bytes - (this.#pictures.get(mask)?.bytes ?? 0);
    this.#pictures.delete(mask);
    this.#pictures.set(mask, picture);
    for (const [old, { bytes }] of this.#pictures) {
      if (this.#bytes <= BUDGET_BYTES || old === mask) return;
      this.#pictures.delete(old);
      this.#bytes -= bytes;
    }
  }
}

/** True when all of the mask that is in sight was painted. */
function holds({ region, scale }: Picture, { x, y, widthPx, heightPx }: Mask, sight: Rect): boolean {
  const place = outward(scaleRect({ x, y, width: widthPx, height: heightPx }, scale));
  const seen = intersect(place, sight);
  if (seen.width === 0 || seen.height === 0) return true;
  return (
    seen.x >= region.x &&
    seen.y >= region.y &&
    seen.x + seen.width <= region.x + region.width &&
    seen.y + seen.height <= region.y + region.height
  );
}
