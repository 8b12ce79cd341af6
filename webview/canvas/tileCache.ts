import type { Rect } from '../../src/core/geometry/rect';
import { inflateScaled } from '../../src/core/scene/tiles';
import { TILE_BYTES, TileSet, type Tile } from './tileSet';

/** What all rastered tiles together may hold. */
const BUDGET_BYTES = 96 * 1024 * 1024;
/** Levels that are kept, so that zooming back and forth shows something at once. */
const MAX_SETS = 6;
/** Places of one level that are remembered, most of them empty. */
const MAX_TILES = 2048;

/** The rastered tiles of the last few levels; the least recently shown go first. */
export class TileCache {
  /** Most recently wanted first. */
  #sets: TileSet[] = [];

  get sets(): readonly TileSet[] {
    return this.#sets;
  }

  clear(): void {
    this.#sets = [];
  }

  /** The level of a scale (device pixels per image pixel), made when there is none. */
  setFor(scale: number): TileSet {
    const set = this.#sets.find((known) => known.scale === scale) ?? new TileSet(scale);
    this.#sets = [set, ...this.#sets.filter((known) => known !== set)].slice(0, MAX_SETS);
    return set;
  }

  invalidateAll(): void {
    for (const set of this.#sets) set.invalidateAll();
  }

  /** Notes in every level that a rectangle (image pixels) and `reach` device pixels around it changed. */
  invalidate(imageRect: Rect, reachPx: number): void {
    for (const set of this.#sets) set.invalidate(inflateScaled(imageRect, set.scale, reachPx));
  }

  /** How many tiles have room beside those that were shown in `frame`. */
  roomBeside(frame: number): number {
    const shown = this.#filled().filter(({ tile }) => tile.usedAt === frame).length;
    return Math.floor(BUDGET_BYTES / TILE_BYTES) - shown;
  }

  /** Drops the least recently shown tiles until the budget holds; those shown in `frame` stay. */
  trim(frame: number): void {
    for (const set of this.#sets) if (set.tiles.size > MAX_TILES) forgetEmpty(set, frame);
    const filled = this.#filled();
    const excess = filled.length - Math.floor(BUDGET_BYTES / TILE_BYTES);
    if (excess <= 0) return;
    filled.sort((a, b) => a.tile.usedAt - b.tile.usedAt);
    for (const { set, tile } of filled.slice(0, excess)) if (tile.usedAt !== frame) set.remove(tile);
  }

  #filled(): { readonly set: TileSet; readonly tile: Tile }[] {
    return this.#sets.flatMap((set) =>
      [...set.tiles.values()].filter((tile) => tile.ctx).map((tile) => ({ set, tile })),
    );
  }
}

function forgetEmpty(set: TileSet, frame: number): void {
  for (const tile of [...set.tiles.values()]) if (!tile.ctx && tile.usedAt < frame - 1) set.remove(tile);
}
