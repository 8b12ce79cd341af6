import type { SampleInfo, TileArgs } from '../../protocol/editor';
import type { WorkerTile } from '../../protocol/worker';
import { AbortError } from '../../protocol/rpcError';
import { Lru } from '../lru';
import { encodeTile, type TileFormat } from './encodeTile';
import { TILE_PX, tilePart } from './grid';
import { crop, type Raster } from './raster';
import { rowOfTiles, type HugePage } from './regions';

/** Rows of tiles that are kept: four of a picture of 20,000 pixels. */
const KEPT_BYTES = 128 * 2 ** 20;

/** Tiles cut straight from a huge file, a row of them at a time, because decoding goes from the top. */
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
    const turn = this.#last.then(() => this.#row(level, row, isWanted));
    this.#last = turn.catch(() => undefined);
    return encodeTile(crop(await turn, { ...part, top: part.top - row * TILE_PX }), this.#format);
  }

  async #row(level: number, row: number, isWanted: () => boolean): Promise<Raster> {
    const key = `${level}/${row}`;
    const known = this.#kept.get(key);
    if (known) return known;
    await new Promise((resolve) => setImmediate(resolve));
    if (!isWanted()) throw new AbortError();
    const made = await rowOfTiles(this.#page, level, row, this.#samples);
    this.#kept.set(key, made, made.data.byteLength);
    return made;
  }
}
