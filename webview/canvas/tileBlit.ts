import type { Rect } from '../../src/core/geometry/rect';
import { sameOrientation } from '../../src/core/scene/orientation';
import {
  isEmptyRect,
  levelRectOf,
  levelTransform,
  overlaps,
  TILE_PX,
  type DeviceView,
} from '../../src/core/scene/tiles';
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
  const sight = levelRectOf(view, ctx.canvas);
  ctx.save();
  ctx.setTransform(...levelTransform(view));
  for (const set of sets.slice(0, MAX_LEVELS)) {
    const shown = tilesOn(set, view.scale / set.scale, sight);
    ctx.imageSmoothingEnabled = set.scale !== view.scale;
    for (const { tile, place } of shown) {
      tile.usedAt = frame;
      if (tile.ctx) ctx.drawImage(tile.ctx.canvas, place.x, place.y, place.width, place.height);
    }
    if (covers(set, shown.length, view, sight)) break;
    keepOut(
      ctx,
      shown.map(({ place }) => place),
      sight,
    );
  }
  ctx.restore();
}

export function sameView(a: DeviceView, b: DeviceView | undefined): boolean {
  return a.scale === b?.scale && a.x === b.x && a.y === b.y && sameOrientation(a.orientation, b.orientation);
}

interface Shown {
  readonly tile: Tile;
  /** Level pixels of the view; whole, so that neighbours meet without a seam. */
  readonly place: Rect;
}

function tilesOn(set: TileSet, stretch: number, sight: Rect): Shown[] {
  const shown: Shown[] = [];
  for (const tile of set.tiles.values()) {
    if (!tile.ready) continue;
    const place = placeOf(tile, stretch);
    if (!isEmptyRect(place) && overlaps(place, sight)) shown.push({ tile, place });
  }
  return shown;
}

function placeOf({ column, row }: Tile, stretch: number): Rect {
  const side = TILE_PX * stretch;
  const x = Math.round(column * side);
  const y = Math.round(row * side);
  return { x, y, width: Math.round((column + 1) * side) - x, height: Math.round((row + 1) * side) - y };
}

function covers(set: TileSet, shown: number, view: DeviceView, sight: Rect): boolean {
  const side = (TILE_PX * view.scale) / set.scale;
  const across = Math.floor((sight.x + sight.width - 1) / side) - Math.floor(sight.x / side) + 1;
  const down = Math.floor((sight.y + sight.height - 1) / side) - Math.floor(sight.y / side) + 1;
  return shown >= across * down;
}

/** From now on draws only where none of the rectangles is. */
function keepOut(ctx: CanvasRenderingContext2D, places: readonly Rect[], sight: Rect): void {
  if (places.length === 0) return;
  const around = new Path2D();
  around.rect(sight.x, sight.y, sight.width, sight.height);
  for (const { x, y, width, height } of places) around.rect(x, y, width, height);
  ctx.clip(around, 'evenodd');
}
