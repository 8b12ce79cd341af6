import { tileKey, type PyramidTile } from '../../src/core/display/pyramid';

export interface TileQueueEvents<T> {
  /** Gets one tile; rejects when it cannot be had or the signal says that it is no longer wanted. */
  fetch(tile: PyramidTile, signal: AbortSignal): Promise<T>;
  arrived(tile: PyramidTile, result: T): void;
  failed(tile: PyramidTile, error: unknown): void;
}

/** Requests under way: enough to keep the imaging process busy, few enough that a new view is served at once. */
const MAX_IN_FLIGHT = 4;

/** Fetches the tiles that are wanted now, in the order given; what is no longer wanted is cancelled. */
export class TileQueue<T> {
  readonly #events: TileQueueEvents<T>;
  readonly #inFlight = new Map<string, AbortController>();
  #waiting: readonly PyramidTile[] = [];

  constructor(events: TileQueueEvents<T>) {
    this.#events = events;
  }

  get isIdle(): boolean {
    return this.#inFlight.size === 0 && this.#waiting.length === 0;
  }

  /** Replaces what was wanted; tiles that are there already must not be among them. */
  want(tiles: readonly PyramidTile[]): void {
    const wanted = new Set(tiles.map(tileKey));
    for (const [key, controller] of this.#inFlight)
      if (!wanted.has(key)) {
        this.#inFlight.delete(key);
        controller.abort();
      }
    this.#waiting = tiles.filter((tile) => !this.#inFlight.has(tileKey(tile)));
    this.#pump();
  }

  dispose(): void {
    this.want([]);
  }

  #pump(): void {
    while (this.#inFlight.size < MAX_IN_FLIGHT) {
      const [next, ...rest] = this.#waiting;
      if (!next) return;
      this.#waiting = rest;
      void this.#get(next);
    }
  }

  async #get(tile: PyramidTile): Promise<void> {
    const key = tileKey(tile);
    const controller = new AbortController();
    this.#inFlight.set(key, controller);
    // What a cancelled request still brings is not wanted, or is being fetched anew.
    const isCurrent = (): boolean => this.#inFlight.get(key) === controller;
    try {
      const result = await this.#events.fetch(tile, controller.signal);
      if (isCurrent()) this.#done(key, () => this.#events.arrived(tile, result));
    } catch (error) {
      if (isCurrent()) this.#done(key, () => this.#events.failed(tile, error));
    }
  }

  #done(key: string, tell: () => void): void {
    this.#inFlight.delete(key);
    tell();
    this.#pump();
  }
}
