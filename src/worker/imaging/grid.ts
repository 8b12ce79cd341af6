import type { SizePx } from '../../core/heads/letterbox';
import { WorkerError } from '../workerError';
import type { Part } from './raster';

/** Side of a tile in pixels of its level. */
export const TILE_PX = 512;

/** Level k has 1 / 2^k of the size, rounded up. */
export function levelSize({ widthPx, heightPx }: SizePx, level: number): SizePx {
  const side = (px: number): number => Math.ceil(px / 2 ** level);
  return { widthPx: side(widthPx), heightPx: side(heightPx) };
}

/** Levels until the whole picture fits into one tile. */
export function levelCount({ widthPx, heightPx }: SizePx): number {
  const side = Math.max(widthPx, heightPx);
  let levels = 1;
  while (Math.ceil(side / 2 ** (levels - 1)) > TILE_PX) levels++;
  return levels;
}

/** Where a tile lies in its level. Throws `ImageError` for a tile that there is not. */
export function tilePart(image: SizePx, level: number, column: number, row: number): Part {
  const size = levelSize(image, level);
  const [left, top] = [column * TILE_PX, row * TILE_PX];
  const isThere = [level, column, row].every((n) => Number.isInteger(n) && n >= 0);
  if (!isThere || level >= levelCount(image) || left >= size.widthPx || top >= size.heightPx)
    throw new WorkerError('ImageError', `There is no tile ${column}, ${row} on level ${level}.`);
  const rest = (from: number, total: number): number => Math.min(TILE_PX, total - from);
  return { left, top, widthPx: rest(left, size.widthPx), heightPx: rest(top, size.heightPx) };
}
