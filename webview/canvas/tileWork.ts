import type { Rect } from '../../src/core/geometry/rect';
import {
  addDirty,
  inflateScaled,
  levelRectOf,
  nearestFirst,
  tileRect,
  tilesTouching,
  TILE_PX,
  type DeviceView,
} from '../../src/core/scene/tiles';
import type { Size } from '../../src/core/scene/viewport';
import { REACH_PX, type ShapeLook } from './shapeItems';
import { PaintDesk, ShapePaint } from './shapePaint';
import { shownIn, type ShapeScene } from './shapeScene';
import { offscreen, type OffscreenContext } from './surface';
import type { TileCache } from './tileCache';
import type { Tile, TileSet } from './tileSet';

/** One region of one tile that is being drawn, maybe over several frames. */
interface Job {
  readonly set: TileSet;
  readonly tile: Tile;
  /** Level pixels, whole. */
  readonly region: Rect;
  /** Undefined when nothing is in the region. */
  readonly paint: ShapePaint | undefined;
}

/**
 * Rasters what is out of date, a slice at a time. A region is drawn aside and put into its tile when it is complete,
 * so that a half-drawn tile is never seen.
 */
export class TileWork {
  readonly #cache: TileCache;
  readonly #desk = new PaintDesk();
  #job: Job | undefined;

  constructor(cache: TileCache) {
    this.#cache = cache;
  }

  /** The tile of which a region is under way. */
  get tile(): Tile | undefined {
    return this.#job?.tile;
  }

  /** Forgets the region under way, with all tiles. */
  drop(): void {
    this.#job = undefined;
  }

  /** Works until it is time to stop; false when there is nothing left to do. */
  run(wanted: readonly Wanted[], scene: ShapeScene, look: ShapeLook, isOver: () => boolean): boolean {
    this.#giveWay(wanted);
    for (;;) {
      this.#job ??= this.#begin(wanted, scene, look);
      if (!this.#job) return false;
      if (this.#job.paint?.run(isOver) === false) return true;
      this.#finish(this.#job);
      this.#job = undefined;
      if (isOver()) return true;
    }
  }

  /** Puts the region under way back when something that is wanted more waits. */
  #giveWay(wanted: readonly Wanted[]): void {
    const job = this.#job;
    if (!job || wanted.some(({ tile }) => tile === job.tile)) return;
    if (!wanted.some(({ tile }) => tile.dirty.length > 0)) return;
    job.tile.dirty = addDirty(job.tile.dirty, job.region);
    this.#job = undefined;
  }

  #begin(wanted: readonly Wanted[], scene: ShapeScene, look: ShapeLook): Job | undefined {
    for (const { set, tile } of wanted) {
      const region = tile.dirty[0];
      if (!region) continue;
      tile.dirty = tile.dirty.slice(1);
      return { set, tile, region, paint: this.#paint(set, region, scene, look) };
    }
    return undefined;
  }

  #paint(set: TileSet, region: Rect, scene: ShapeScene, look: ShapeLook): ShapePaint | undefined {
    const reach = REACH_PX * look.pixelRatio;
    const annotations = shownIn(scene, toImageRect(region, set.scale, reach));
    if (annotations.length === 0) return undefined;
    return new ShapePaint(this.#desk, annotations, set.scale, region, look);
  }

  #finish({ tile, region, paint }: Job): void {
    const isWhole = region.width === TILE_PX && region.height === TILE_PX;
    if (isWhole) {
      tile.ready = true;
      tile.ctx = paint && this.#desk.exchange(tile.ctx);
    } else if (paint || tile.ctx)
      this.#patch((tile.ctx ??= offscreen(TILE_PX, TILE_PX)), tile, region, paint);
  }

  /** Replaces a part of a tile. */
  #patch(ctx: OffscreenContext, tile: Tile, region: Rect, paint: ShapePaint | undefined): void {
    const place = tileRect(tile);
    const [x, y, width, height] = [region.x - place.x, region.y - place.y, region.width, region.height];
    ctx.clearRect(x, y, width, height);
    if (paint) ctx.drawImage(this.#desk.result.canvas, 0, 0, width, height, x, y, width, height);
  }
}

export interface Wanted {
  readonly set: TileSet;
  readonly tile: Tile;
}

function toImageRect(region: Rect, scale: number, reachPx: number): Rect {
  const { x, y, width, height } = inflateScaled(region, 1, reachPx);
  return { x: x / scale, y: y / scale, width: width / scale, height: height / scale };
}

/** The tiles of a level that are in sight, those that only need a repair first, then from the middle outwards. */
export function tilesInSight(set: TileSet, view: DeviceView, canvas: Size): Wanted[] {
  const rect = levelRectOf(view, canvas);
  const centre = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
  const tiles = nearestFirst(tilesTouching(rect), centre).map((place) => set.at(place));
  return [...tiles.filter(({ ready }) => ready), ...tiles.filter(({ ready }) => !ready)].map((tile) => ({
    set,
    tile,
  }));
}

/** The tiles just outside the canvas, for the next pan. */
export function tilesAround(set: TileSet, view: DeviceView, canvas: Size, room: number): Wanted[] {
  const rect = levelRectOf(view, canvas);
  const { left, top, right, bottom } = tilesTouching(rect);
  const centre = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
  const wide = { left: left - 1, top: top - 1, right: right + 1, bottom: bottom + 1 };
  return nearestFirst(wide, centre)
    .filter(({ column, row }) => column < left || column > right || row < top || row > bottom)
    .slice(0, Math.max(0, room))
    .map((place) => ({ set, tile: set.at(place) }));
}

/** Tiles of other levels that an edit has touched, so that they are right when they are shown again. */
export function staleTiles(cache: TileCache, active: TileSet): Wanted[] {
  return cache.sets
    .filter((set) => set !== active)
    .flatMap((set) =>
      [...set.tiles.values()]
        .filter(({ ready, dirty }) => ready && dirty.length > 0)
        .map((tile) => ({ set, tile })),
    );
}
