import type { Rect } from '../../src/core/geometry/rect';
import { intersect } from '../../src/core/geometry/rect';
import {
  addDirty,
  isEmptyRect,
  outward,
  tileRect,
  tilesTouching,
  TILE_PX,
  type TilePlace,
  type TileRange,
} from '../../src/core/scene/tiles';
import type { OffscreenContext } from './surface';

export const TILE_BYTES = 4 * TILE_PX * TILE_PX;

/** A square of rastered shapes. */
export interface Tile extends TilePlace {
  /** Undefined while nothing is on it. */
  ctx: OffscreenContext | undefined;
  /** False until it was rastered once: then even an empty tile counts as a picture. */
  ready: boolean;
  /** What is out of date, level pixels; a tile that is not ready is out of date as a whole. */
  dirty: Rect[];
  /** Number of the frame that last showed it. */
  usedAt: number;
}

/** All tiles of one level, that is of one scale. */
export class TileSet {
  readonly scale: number;
  readonly tiles = new Map<string, Tile>();

  /** `scale`: device pixels per image pixel. */
  constructor(scale: number) {
    this.scale = scale;
  }

  find({ column, row }: TilePlace): Tile | undefined {
    return this.tiles.get(`${column},${row}`);
  }

  /** The tile at a place, made when there is none. */
  at({ column, row }: TilePlace): Tile {
    let tile = this.find({ column, row });
    if (!tile) {
      tile = { column, row, ctx: undefined, ready: false, dirty: [tileRect({ column, row })], usedAt: 0 };
      this.tiles.set(`${column},${row}`, tile);
    }
    return tile;
  }

  remove({ column, row }: TilePlace): void {
    this.tiles.delete(`${column},${row}`);
  }

  /** Notes that a part of the picture (level pixels) is out of date. */
  invalidate(levelRect: Rect): void {
    const range = tilesTouching(levelRect);
    for (const tile of this.#within(range)) {
      const part = intersect(outward(levelRect), tileRect(tile));
      if (!isEmptyRect(part)) tile.dirty = addDirty(tile.dirty, part);
    }
  }

  /** Notes that everything is out of date; what is there stays in sight until it was done anew. */
  invalidateAll(): void {
    for (const tile of this.tiles.values()) tile.dirty = [tileRect(tile)];
  }

  #within(range: TileRange): Tile[] {
    const count = (range.right - range.left + 1) * (range.bottom - range.top + 1);
    if (!(count <= this.tiles.size)) return [...this.tiles.values()].filter((tile) => isIn(tile, range));
    const tiles: Tile[] = [];
    for (let row = range.top; row <= range.bottom; row++)
      for (let column = range.left; column <= range.right; column++) {
        const tile = this.find({ column, row });
        if (tile) tiles.push(tile);
      }
    return tiles;
  }
}

function isIn({ column, row }: TilePlace, range: TileRange): boolean {
  return column >= range.left && column <= range.right && row >= range.top && row <= range.bottom;
}
