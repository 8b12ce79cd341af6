import type { Hatch } from './ownLook';
import { offscreen } from './surface';

/** Distance of two lines, CSS pixels. */
const PERIOD_PX = 9;

/** Hatchings as patterns of a canvas: each is drawn once per colour and ratio. */
export class HatchPatterns {
  readonly #tiles = new Map<string, OffscreenCanvas>();

  /** The pattern, beginning at the level's origin, so that neighbouring tiles agree. `x`, `y`: where that lies. */
  of(
    ctx: OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D,
    hatch: Hatch,
    color: string,
    { x, y, pixelRatio }: { readonly x: number; readonly y: number; readonly pixelRatio: number },
  ): CanvasPattern | null {
    const key = `${hatch} ${color} ${pixelRatio}`;
    let tile = this.#tiles.get(key);
    if (!tile) this.#tiles.set(key, (tile = drawn(hatch, color, pixelRatio)));
    const pattern = ctx.createPattern(tile, 'repeat');
    pattern?.setTransform(new DOMMatrix([1, 0, 0, 1, x % tile.width, y % tile.height]));
    return pattern;
  }
}

function drawn(hatch: Hatch, color: string, pixelRatio: number): OffscreenCanvas {
  const side = Math.round(PERIOD_PX * pixelRatio);
  const ctx = offscreen(side, side);
  ctx.strokeStyle = ctx.fillStyle = color;
  ctx.globalAlpha = 0.75;
  ctx.lineWidth = Math.max(1, 1.25 * pixelRatio);
  if (hatch === 'dots')
    ctx.fillRect(side / 2 - pixelRatio, side / 2 - pixelRatio, 2 * pixelRatio, 2 * pixelRatio);
  if (hatch === 'back' || hatch === 'cross') diagonal(ctx, side, 1);
  if (hatch === 'forward' || hatch === 'cross') diagonal(ctx, side, -1);
  return ctx.canvas;
}

/** A line from corner to corner and its pieces in the other two, so that the tiles join. */
function diagonal(ctx: OffscreenCanvasRenderingContext2D, side: number, slope: 1 | -1): void {
  ctx.beginPath();
  for (const shift of [-side, 0, side]) {
    ctx.moveTo(shift - side, slope > 0 ? -side : 2 * side);
    ctx.lineTo(shift + 2 * side, slope > 0 ? 2 * side : -side);
  }
  ctx.stroke();
}
