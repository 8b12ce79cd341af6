import { pyramidTileRect, type PyramidShape, type PyramidTile } from '../../src/core/display/pyramid';
import { intersect, type Rect } from '../../src/core/geometry/rect';
import { isEmptyRect, outward, scaleRect } from '../../src/core/scene/tiles';
import { CRISP_SCALE, type AnyContext } from './imageSource';
import type { TileAtHand, TileImage } from './imageTilePixels';

/**
 * Draws as much of the tile `from` as belongs to the place of another (itself, or one that it stands in for). Borders
 * are put on whole pixels, so that neighbours meet without a seam; of image pixels shown as squares only those in
 * sight are drawn. `levelRect`: level pixels at `scale`.
 */
export function drawTilePart(
  ctx: AnyContext,
  shape: PyramidShape,
  from: PyramidTile,
  { image, widthPx, heightPx, tile }: TileImage & { readonly tile: TileAtHand },
  place: PyramidTile,
  scale: number,
  levelRect: Rect,
): void {
  const placeRect = pyramidTileRect(shape, place);
  const inSight = intersect(placeRect, outward(scaleRect(levelRect, 1 / scale)));
  if (isEmptyRect(inSight)) return;
  const part = scale >= CRISP_SCALE ? inSight : placeRect;
  const levelPx = 2 ** from.level;
  const side = shape.tilePx * levelPx;
  const [kx, ky] = [widthPx / (tile.widthPx * levelPx), heightPx / (tile.heightPx * levelPx)];
  const [sx, sy] = [(part.x - from.column * side) * kx, (part.y - from.row * side) * ky];
  const [sw, sh] = [Math.min(widthPx - sx, part.width * kx), Math.min(heightPx - sy, part.height * ky)];
  const to = rounded(scaleRect(part, scale));
  if (sw > 0 && sh > 0) ctx.drawImage(image, sx, sy, sw, sh, to.x, to.y, to.width, to.height);
}

/** Borders on the nearest whole pixels; at least one pixel wide and high. */
function rounded({ x, y, width, height }: Rect): Rect {
  const [left, top] = [Math.round(x), Math.round(y)];
  return {
    x: left,
    y: top,
    width: Math.max(1, Math.round(x + width) - left),
    height: Math.max(1, Math.round(y + height) - top),
  };
}

const STRIPE_PX = 24;

/** Stripes over a place (level pixels) whose pixels could not be had. */
export function strikeOut(ctx: AnyContext, { x, y, width, height }: Rect): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, width, height);
  ctx.clip();
  ctx.strokeStyle = 'rgba(214, 60, 60, 0.6)';
  ctx.lineWidth = 2;
  ctx.beginPath();
  for (let at = x - height; at < x + width; at += STRIPE_PX) {
    ctx.moveTo(at, y + height);
    ctx.lineTo(at + height, y);
  }
  ctx.stroke();
  ctx.restore();
}
