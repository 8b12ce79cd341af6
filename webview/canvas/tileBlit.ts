import type { Rect } from '../../src/core/geometry/rect';
import { isEmptyRect, overlaps, TILE_PX, type DeviceView } from '../../src/core/scene/tiles';
import type { Size } from '../../src/core/scene/viewport';
import type { Tile, TileSet } from './tileSet';

/** How many levels are looked through for something to show where the best one has no tile yet. */
const MAX_LEVELS = 4;

/** Puts the tiles of the given levels on the canvas, the first level wherever it is ready, then the next. */
export function blitTiles(
  ctx: CanvasRenderingContext2D,
  sets: readonly TileSet[],
  view: DeviceView,
  frame: number,
): void {
  const canvas: Rect = { x: 0, y: 0, width: ctx.canvas.width, height: ctx.canvas.height };
  ctx.save();
  for (const set of sets.slice(0, MAX_LEVELS)) {
    const shown = tilesOn(set, view, canvas);
    ctx.imageSmoothingEnabled = set.scale !== view.scale;
    for (const { tile, place } of shown) {
      tile.usedAt = frame;
      if (tile.ctx) ctx.drawImage(tile.ctx.canvas, place.x, place.y, place.width, place.height);
    }
    if (covers(set, shown.length, view, canvas)) break;
    keepOut(
      ctx,
      shown.map(({ place }) => place),
      canvas,
    );
  }
  ctx.restore();
}

interface Shown {
  readonly tile: Tile;
  /** Device pixels of the canvas; whole, so that neighbours meet without a seam. */
  readonly place: Rect;
}

function tilesOn(set: TileSet, view: DeviceView, canvas: Rect): Shown[] {
  const stretch = view.scale / set.scale;
  const shown: Shown[] = [];
  for (const tile of set.tiles.values()) {
    if (!tile.ready) continue;
    const place = placeOf(tile, stretch, view);
    if (!isEmptyRect(place) && overlaps(place, canvas)) shown.push({ tile, place });
  }
  return shown;
}

function placeOf({ column, row }: Tile, stretch: number, view: DeviceView): Rect {
  const side = TILE_PX * stretch;
  const x = Math.round(view.x + column * side);
  const y = Math.round(view.y + row * side);
  return {
    x,
    y,
    width: Math.round(view.x + (column + 1) * side) - x,
    height: Math.round(view.y + (row + 1) * side) - y,
  };
}

function covers(set: TileSet, shown: number, view: DeviceView, canvas: Size): boolean {
  const side = (TILE_PX * view.scale) / set.scale;
  const across = Math.floor((canvas.width - 1 - view.x) / side) - Math.floor(-view.x / side) + 1;
  const down = Math.floor((canvas.height - 1 - view.y) / side) - Math.floor(-view.y / side) + 1;
  return shown >= across * down;
}

/** From now on draws only where none of the rectangles is. */
function keepOut(ctx: CanvasRenderingContext2D, places: readonly Rect[], canvas: Rect): void {
  if (places.length === 0) return;
  const around = new Path2D();
  around.rect(canvas.x, canvas.y, canvas.width, canvas.height);
  for (const { x, y, width, height } of places) around.rect(x, y, width, height);
  ctx.clip(around, 'evenodd');
}
