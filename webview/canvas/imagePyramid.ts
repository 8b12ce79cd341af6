import type { PictureLook, SamplePlace } from '../../src/core/display/look';
import {
  childTiles,
  overviewTile,
  parentTile,
  pyramidLevel,
  pyramidTileRect,
  tileKey,
  tilesIn,
  wantedTiles,
  type PyramidTile,
} from '../../src/core/display/pyramid';
import type { SampleGrid, SampleInfo } from '../../src/core/display/samples';
import type { Rect } from '../../src/core/geometry/rect';
import { scaleRect } from '../../src/core/scene/tiles';
import type { TileArgs, TiledImage, TilePixels } from '../../src/protocol/editor';
import { drawTilePart, strikeOut } from './imagePyramidPaint';
import { readSamples } from './imagePyramidRead';
import { CRISP_SCALE, type AnyContext, type PictureSource, type TileFailures } from './imageSource';
import { readTile, type TileAtHand } from './imageTilePixels';
import { TileQueue } from './imageTileQueue';
import { TileStore } from './imageTileStore';

export type FetchTile = (args: TileArgs, signal: AbortSignal) => Promise<TilePixels>;

export interface PyramidEvents {
  /** A part of the image (image pixels) can be shown better than before. */
  changed(imageRect: Rect): void;
  /** A tile could not be had, in a sentence. */
  failed(reason: string, isOverview: boolean): void;
}

/**
 * A picture that comes in tiles. The overview is fetched first and always kept; until a tile is there, a coarser one
 * is stretched over its place and finer ones are drawn where they are at hand.
 */
export class TilePyramid implements PictureSource {
  readonly canRead = true;
  readonly looksDone: boolean;
  readonly #image: TiledImage;
  readonly #events: PyramidEvents;
  readonly #store = new TileStore();
  readonly #queue: TileQueue<TileAtHand>;
  readonly #failed = new Map<string, string>();
  #look: PictureLook | undefined;
  #wanted: readonly PyramidTile[] = [];
  #overview: SampleGrid | undefined;
  #isTransparent = false;
  #isResting = false;

  constructor(image: TiledImage, fetch: FetchTile, events: PyramidEvents) {
    this.#image = image;
    this.#events = events;
    this.looksDone = image.samples.depth === 16;
    this.#queue = new TileQueue<TileAtHand>({
      fetch: async (tile, signal) => readTile(await fetch({ id: image.id, ...tile }, signal), image.samples),
      arrived: (at, tile) => this.#arrived(at, tile),
      failed: (at, error) => this.#missed(at, error),
    });
    this.#want([overviewTile(image)]);
  }

  get widthPx(): number {
    return this.#image.widthPx;
  }

  get heightPx(): number {
    return this.#image.heightPx;
  }

  get samples(): SampleInfo {
    return this.#image.samples;
  }

  get isTransparent(): boolean {
    return this.#isTransparent;
  }

  get isShown(): boolean {
    return this.#store.has(overviewTile(this.#image));
  }

  get isSettled(): boolean {
    return this.#queue.isIdle;
  }

  get failures(): TileFailures | undefined {
    const reason = [...this.#failed.values()].at(-1);
    return reason === undefined ? undefined : { count: this.#failed.size, reason };
  }

  /** What the tiles hold, for those who watch the memory. */
  get bytes(): number {
    return this.#store.bytes + this.#store.madeBytes;
  }

  /** Asks again for what could not be had. */
  retry(): void {
    this.#failed.clear();
    this.#ask();
  }

  setLook(look: PictureLook): void {
    this.#look = look;
  }

  work(): 'idle' {
    return 'idle';
  }

  rest(): void {
    this.#isResting = true;
    this.#queue.want([]);
  }

  look(scale: number, levelRect: Rect): void {
    if (this.#isResting) return;
    const { visible, soon } = wantedTiles(this.#image, scaleRect(levelRect, 1 / scale), scale);
    this.#want([overviewTile(this.#image), ...visible, ...soon]);
  }

  isReady(scale: number, levelRect: Rect): boolean {
    if (!this.isShown) return false;
    return this.#tilesAt(scale, levelRect).every(
      (tile) => this.#store.has(tile) || this.#failed.has(tileKey(tile)),
    );
  }

  paint(ctx: AnyContext, scale: number, levelRect: Rect, isOver: () => boolean): void {
    ctx.imageSmoothingEnabled = scale < CRISP_SCALE && scale !== 1;
    ctx.imageSmoothingQuality = 'low';
    for (const tile of this.#tilesAt(scale, levelRect)) {
      if (this.#draw(ctx, scale, tile, tile, levelRect, isOver)) continue;
      this.#stretch(ctx, scale, tile, levelRect, isOver);
      for (const child of childTiles(this.#image, tile))
        this.#draw(ctx, scale, child, child, levelRect, isOver);
      if (this.#failed.has(tileKey(tile)))
        strikeOut(ctx, scaleRect(pyramidTileRect(this.#image, tile), scale));
    }
  }

  overview(): SampleGrid | undefined {
    return (this.#overview ??= this.#store.get(overviewTile(this.#image))?.samples());
  }

  read(imageRect: Rect): { readonly grid: SampleGrid; readonly isExact: boolean } | undefined {
    if (!this.isShown) return undefined;
    return readSamples(this, this.#image, this.#store, imageRect);
  }

  dispose(): void {
    this.#queue.dispose();
    this.#store.clear();
  }

  #want(wanted: readonly PyramidTile[]): void {
    this.#wanted = wanted;
    this.#store.keep(wanted);
    // What has left the view is tried afresh when it comes back.
    const keys = new Set(wanted.map(tileKey));
    const gone = [...this.#failed.keys()].filter((key) => !keys.has(key));
    for (const key of gone) this.#failed.delete(key);
    this.#ask();
    if (gone.length > 0) this.#events.changed(NOWHERE);
  }

  #ask(): void {
    this.#queue.want(
      this.#wanted.filter((tile) => !this.#store.has(tile) && !this.#failed.has(tileKey(tile))),
    );
  }

  #arrived(at: PyramidTile, tile: TileAtHand): void {
    this.#store.add(at, tile);
    if (at.level === this.#image.levels - 1) this.#isTransparent = seesThrough(tile, this.#image.samples);
    this.#events.changed(pyramidTileRect(this.#image, at));
  }

  #missed(at: PyramidTile, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.#failed.set(tileKey(at), reason);
    this.#events.failed(reason, at.level === this.#image.levels - 1);
    this.#events.changed(pyramidTileRect(this.#image, at));
  }

  #tilesAt(scale: number, levelRect: Rect): PyramidTile[] {
    return tilesIn(this.#image, pyramidLevel(this.#image, scale), scaleRect(levelRect, 1 / scale));
  }

  /** The nearest coarser tile that is there, over the place of a finer one. */
  #stretch(ctx: AnyContext, scale: number, tile: PyramidTile, levelRect: Rect, isOver: () => boolean): void {
    for (let from = parentTile(this.#image, tile); from; from = parentTile(this.#image, from))
      if (this.#draw(ctx, scale, from, tile, levelRect, isOver)) return;
  }

  /** Draws as much of a tile as belongs to the place of another; false when it is not at hand. */
  #draw(
    ctx: AnyContext,
    scale: number,
    from: PyramidTile,
    place: PyramidTile,
    levelRect: Rect,
    isOver: () => boolean,
  ): boolean {
    const tile = this.#store.get(from);
    if (!tile) return false;
    const image = tile.image(this.#look, this.#placeOf(from), isOver);
    drawTilePart(ctx, this.#image, from, { ...image, tile }, place, scale, levelRect);
    return true;
  }

  #placeOf({ level, column, row }: PyramidTile): SamplePlace {
    const { widthPx, heightPx, tilePx } = this.#image;
    const [du, dv] = [2 ** level / widthPx, 2 ** level / heightPx];
    return { u: (column * tilePx + 0.5) * du, v: (row * tilePx + 0.5) * dv, du, dv };
  }
}

const NOWHERE: Rect = { x: 0, y: 0, width: 0, height: 0 };

function seesThrough(tile: TileAtHand, { channels, depth }: SampleInfo): boolean {
  if (channels !== 4) return false;
  const { data } = tile.samples();
  const opaque = depth === 8 ? 250 : 64000;
  return data.some((value, i) => i % 4 === 3 && value < opaque);
}
