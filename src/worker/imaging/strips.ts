import type { SampleInfo, TileArgs } from '../../protocol/editor';
import type { WorkerTile } from '../../protocol/worker';
import { AbortError } from '../../protocol/rpcError';
import { Lru } from '../lru';
import { encodeTile, type TileFormat } from './encodeTile';
import { TILE_PX, tilePart } from './grid';
import { crop, type Raster } from './raster';
import { cutTiles, type HugePage } from './regions';

/** What is kept: five runs of an RGB picture. */
const KEPT_BYTES = 64 * 2 ** 20;
/** More than a screen is wide; whole rows of a picture of 20,000 pixels would take 30 MB each. */
const RUN_TILES = 16;

/** Tiles cut straight from a huge file, many side by side at a time, because decoding goes from the top. */
export class Strips {
  readonly #page: HugePage;
  readonly #samples: SampleInfo;
  readonly #format: TileFormat;
  readonly #kept = new Lru<Raster>(KEPT_BYTES);
  /** One at a time: they would all decode the same beginning. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(page: HugePage, samples: SampleInfo, format: TileFormat) {
    this.#page = page;
    this.#samples = samples;
    this.#format = format;
  }

  /** Rejects with `AbortError` when it is no longer wanted when its turn comes. */
  async tile({ level, column, row }: Omit<TileArgs, 'id'>, isWanted: () => boolean): Promise<WorkerTile> {
    const part = tilePart(this.#page.size, level, column, row);
    const firstColumn = column - (column % RUN_TILES);
    const turn = this.#last.then(() => this.#run(level, row, firstColumn, isWanted));
    this.#last = turn.catch(() => undefined);
    const place = { left: part.left - firstColumn * TILE_PX, top: part.top - row * TILE_PX };
    return encodeTile(crop(await turn, { ...part, ...place }), this.#format);
  }

  async #run(level: number, row: number, firstColumn: number, isWanted: () => boolean): Promise<Raster> {
    const key = `${level}/${row}/${firstColumn}`;
    const known = this.#kept.get(key);
    if (known) return known;
    await new Promise((resolve) => setImmediate(resolve));
    if (!isWanted()) throw new AbortError();
    const run = { level, row, firstColumn, columns: RUN_TILES };
    const made = await cutTiles(this.#page, run, this.#samples);
    this.#kept.set(key, made, made.data.byteLength);
    return made;
  }
}
