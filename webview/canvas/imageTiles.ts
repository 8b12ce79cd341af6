import type { Rect } from '../../src/core/geometry/rect';
import {
  levelRectOf,
  nearestFirst,
  tileRect,
  tilesTouching,
  TILE_PX,
  type DeviceView,
} from '../../src/core/scene/tiles';
import { offscreen, type OffscreenContext } from './surface';

/** Tiles kept beyond those in sight: 32 MB. */
const SPARE_TILES = 32;

/**
 * The picture at exactly the scale of the view: scaling costs several milliseconds in every frame of a pan, copying
 * a fraction of one.
 */
export class ImageTiles {
  #scale = 0;
  #tiles = new Map<string, OffscreenContext>();

  clear(): void {
    this.#tiles.clear();
  }

  /** Shows the picture; `paint` draws a part of it (level pixels) into a tile that begins at that part's corner. */
  draw(
    ctx: CanvasRenderingContext2D,
    view: DeviceView,
    paint: (tile: OffscreenContext, levelRect: Rect) => void,
  ): void {
    if (view.scale !== this.#scale) this.clear();
    this.#scale = view.scale;
    const before = this.#tiles;
    const shown = new Map<string, OffscreenContext>();
    const rect = levelRectOf(view, ctx.canvas);
    for (const place of nearestFirst(tilesTouching(rect), rect)) {
      const key = `${place.column},${place.row}`;
      const tile = before.get(key) ?? this.#make(tileRect(place), paint);
      before.delete(key);
      shown.set(key, tile);
      ctx.drawImage(tile.canvas, view.x + place.column * TILE_PX, view.y + place.row * TILE_PX);
    }
    const kept = [...before].slice(-SPARE_TILES);
    this.#tiles = new Map([...kept, ...shown]);
  }

  #make(levelRect: Rect, paint: (tile: OffscreenContext, levelRect: Rect) => void): OffscreenContext {
    const tile = offscreen(TILE_PX, TILE_PX, true);
    paint(tile, levelRect);
    return tile;
  }
}
