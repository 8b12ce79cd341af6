import type { Rect } from '../../src/core/geometry/rect';
import { intersect } from '../../src/core/geometry/rect';
import { isEmptyRect, outward } from '../../src/core/scene/tiles';
import type { AnyContext } from './imageSource';
import type { Theme } from './theme';

/** From this many CSS pixels per image pixel on, lines part the pixels. */
const GRID_SCALE = 12;
const CHECKER_PX = 8;

export interface PictureSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** The part of the picture that lies in `levelRect`; whole level pixels. */
export function pictureIn({ widthPx, heightPx }: PictureSize, scale: number, levelRect: Rect): Rect {
  const place = { x: 0, y: 0, width: widthPx * scale, height: heightPx * scale };
  return intersect(outward(place), outward(levelRect));
}

/** What is seen through a picture, or while there is none. `part`: level pixels, from the picture's own corner. */
export function paintChecker(ctx: AnyContext, part: Rect, theme: Theme): void {
  if (isEmptyRect(part)) return;
  ctx.fillStyle = theme.isDark ? '#2d2d30' : '#f3f3f3';
  ctx.fillRect(part.x, part.y, part.width, part.height);
  ctx.fillStyle = theme.isDark ? '#3a3a3d' : '#e2e2e2';
  const side = 2 * CHECKER_PX;
  const startX = Math.floor(part.x / side) * side;
  const startY = Math.floor(part.y / side) * side;
  ctx.save();
  ctx.beginPath();
  ctx.rect(part.x, part.y, part.width, part.height);
  ctx.clip();
  for (let y = startY; y < part.y + part.height; y += side)
    for (let x = startX; x < part.x + part.width; x += side) {
      ctx.fillRect(x, y, CHECKER_PX, CHECKER_PX);
      ctx.fillRect(x + CHECKER_PX, y + CHECKER_PX, CHECKER_PX, CHECKER_PX);
    }
  ctx.restore();
}

/** True when image pixels are large enough to be parted by lines. */
export function hasGrid(scale: number, pixelRatio: number): boolean {
  return scale / pixelRatio >= GRID_SCALE;
}

/**
 * Lines between image pixels at high zoom: a dark and a light one side by side, faint on any picture. Drawn to level
 * pixels, of which `part` is in sight.
 */
export function paintGrid(ctx: AnyContext, part: Rect, scale: number, pixelRatio: number): void {
  if (isEmptyRect(part)) return;
  const strength = Math.min(1, (scale / pixelRatio - GRID_SCALE) / GRID_SCALE + 0.5);
  const lines = (color: string, shift: number): void => {
    ctx.fillStyle = color;
    for (let i = Math.ceil(part.x / scale); i <= (part.x + part.width) / scale; i++)
      ctx.fillRect(Math.round(i * scale) + shift, part.y, 1, part.height);
    for (let i = Math.ceil(part.y / scale); i <= (part.y + part.height) / scale; i++)
      ctx.fillRect(part.x, Math.round(i * scale) + shift, part.width, 1);
  };
  lines(`rgba(0, 0, 0, ${0.28 * strength})`, 0);
  lines(`rgba(255, 255, 255, ${0.16 * strength})`, -1);
}
