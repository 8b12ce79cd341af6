import type { Rect } from '../../src/core/geometry/rect';
import { intersect } from '../../src/core/geometry/rect';
import { isEmptyRect, outward, type DeviceView } from '../../src/core/scene/tiles';
import type { Mipmaps } from './mipmaps';
import type { Theme } from './theme';

/** From this many device pixels per image pixel on, image pixels are shown as squares. */
export const CRISP_SCALE = 2;
/** From this many CSS pixels per image pixel on, lines part the pixels. */
const GRID_SCALE = 12;
const CHECKER_PX = 8;

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** What the image layer shows. Sizes: pixels of the upright image. */
export interface Picture {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Undefined while there is nothing to show: a neutral surface then. */
  readonly mipmaps: Mipmaps | undefined;
  /** True when some of it can be seen through. */
  readonly isTransparent: boolean;
}

/** Draws the part of the picture that lies in `clip` (device pixels of the canvas). */
export function paintImage(ctx: Context, picture: Picture, view: DeviceView, clip: Rect, theme: Theme): void {
  const place = placeOf(picture, view);
  const part = intersect(outward(place), clip);
  if (isEmptyRect(part)) return;
  if (!picture.mipmaps || picture.isTransparent) paintChecker(ctx, part, view, theme);
  if (picture.mipmaps) paintPixels(ctx, picture.mipmaps, picture, view, place, part);
}

/** Where the picture lies, device pixels. */
export function placeOf({ widthPx, heightPx }: Picture, view: DeviceView): Rect {
  return { x: view.x, y: view.y, width: widthPx * view.scale, height: heightPx * view.scale };
}

function paintPixels(
  ctx: Context,
  mipmaps: Mipmaps,
  picture: Picture,
  view: DeviceView,
  place: Rect,
  part: Rect,
): void {
  ctx.imageSmoothingEnabled = view.scale < CRISP_SCALE && view.scale !== 1;
  ctx.imageSmoothingQuality = 'low';
  const level = mipmaps.levelFor(place.width);
  if (view.scale < CRISP_SCALE) {
    ctx.drawImage(level.image, place.x, place.y, place.width, place.height);
    return;
  }
  const [kx, ky] = [level.widthPx / picture.widthPx, level.heightPx / picture.heightPx];
  const left = Math.max(0, Math.floor(((part.x - view.x) / view.scale) * kx));
  const top = Math.max(0, Math.floor(((part.y - view.y) / view.scale) * ky));
  const right = Math.min(level.widthPx, Math.ceil(((part.x + part.width - view.x) / view.scale) * kx));
  const bottom = Math.min(level.heightPx, Math.ceil(((part.y + part.height - view.y) / view.scale) * ky));
  const [sx, sy] = [view.scale / kx, view.scale / ky];
  const [width, height] = [right - left, bottom - top];
  ctx.drawImage(
    level.image,
    ...[left, top, width, height],
    ...([view.x + left * sx, view.y + top * sy, width * sx, height * sy] as const),
  );
}

function paintChecker(ctx: Context, part: Rect, view: DeviceView, theme: Theme): void {
  ctx.fillStyle = theme.isDark ? '#2d2d30' : '#f3f3f3';
  ctx.fillRect(part.x, part.y, part.width, part.height);
  ctx.fillStyle = theme.isDark ? '#3a3a3d' : '#e2e2e2';
  const side = 2 * CHECKER_PX;
  const startX = part.x - modulo(part.x - view.x, side);
  const startY = part.y - modulo(part.y - view.y, side);
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

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}

/** Lines between image pixels at high zoom: a dark and a light one side by side, faint on any picture. */
export function paintGrid(
  ctx: Context,
  picture: Picture,
  view: DeviceView,
  pixelRatio: number,
  clip: Rect,
): void {
  if (view.scale / pixelRatio < GRID_SCALE) return;
  const part = intersect(placeOf(picture, view), clip);
  if (isEmptyRect(part)) return;
  const strength = Math.min(1, (view.scale / pixelRatio - GRID_SCALE) / GRID_SCALE + 0.5);
  const lines = (color: string, shift: number): void => {
    ctx.fillStyle = color;
    const { x: ox, y: oy, scale } = view;
    for (let i = Math.ceil((part.x - ox) / scale); i <= (part.x + part.width - ox) / scale; i++)
      ctx.fillRect(Math.round(ox + i * scale) + shift, part.y, 1, part.height);
    for (let i = Math.ceil((part.y - oy) / scale); i <= (part.y + part.height - oy) / scale; i++)
      ctx.fillRect(part.x, Math.round(oy + i * scale) + shift, part.width, 1);
  };
  lines(`rgba(0, 0, 0, ${0.28 * strength})`, 0);
  lines(`rgba(255, 255, 255, ${0.16 * strength})`, -1);
}
