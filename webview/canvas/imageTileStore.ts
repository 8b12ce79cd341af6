import { tileKey, type PyramidTile } from '../../src/core/display/pyramid';
import type { TileAtHand } from './imageTilePixels';

/** What tiles as they came may hold, beside those in sight. */
const KEPT_BYTES = 72 * 1024 * 1024;
/** What was made of them for the canvas may hold, beside those in sight. */
const MADE_BYTES = 40 * 1024 * 1024;

interface Kept {
  readonly at: PyramidTile;
  readonly tile: TileAtHand;
  /** Number of the view that last wanted it. */
  wantedAt: number;
}

/** Tiles at hand: those in sight, those wanted soon, and the most recent others as far as there is room. */
export class TileStore {
  readonly #kept = new Map<string, Kept>();
  #view = 0;
  #bytes = 0;

  get(at: PyramidTile): TileAtHand | undefined {
    return this.#kept.get(tileKey(at))?.tile;
  }

  has(at: PyramidTile): boolean {
    return this.#kept.has(tileKey(at));
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Bytes of what was made for the canvas. */
  get madeBytes(): number {
    let sum = 0;
    for (const { tile } of this.#kept.values()) sum += tile.madeBytes;
    return sum;
  }

  add(at: PyramidTile, tile: TileAtHand): void {
    this.#remove(tileKey(at));
    this.#kept.set(tileKey(at), { at, tile, wantedAt: this.#view });
    this.#bytes += tile.bytes;
  }

  /** Notes what a new view wants and drops the least recent others until the bounds hold. */
  keep(wanted: readonly PyramidTile[]): void {
    this.#view++;
    for (const at of wanted) {
      const kept = this.#kept.get(tileKey(at));
      if (kept) kept.wantedAt = this.#view;
    }
    this.#trim();
  }

  clear(): void {
    for (const key of [...this.#kept.keys()]) this.#remove(key);
  }

  #trim(): void {
    if (this.#bytes <= KEPT_BYTES && this.madeBytes <= MADE_BYTES) return;
    const others = [...this.#kept].filter(([, { wantedAt }]) => wantedAt !== this.#view);
    others.sort(([, a], [, b]) => a.wantedAt - b.wantedAt);
    let made = this.madeBytes;
    for (const [key, { tile }] of others) {
      if (made > MADE_BYTES) {
        made -= tile.madeBytes;
        tile.forget();
      }
      if (this.#bytes > KEPT_BYTES) this.#remove(key);
    }
  }

  #remove(key: string): void {
    const kept = this.#kept.get(key);
    if (!kept) return;
    this.#kept.delete(key);
    this.#bytes -= kept.tile.bytes;
    kept.tile.dispose();
  }
}
