import { isAbortError } from '../../protocol/rpcError';
import type { DiffPair, DiffSearch } from './request';

export interface FoundPairsEvents {
  /** There are more, or the search is over; told in batches. */
  readonly onFound: () => void;
  readonly onFailed: (error: unknown) => void;
}

const TELL_MS = 200;

/** The images of a comparison: those that it began with, and what a search finds while they are looked at. */
export class FoundPairs {
  readonly #pairs: DiffPair[];
  readonly #events: FoundPairsEvents;
  #search: DiffSearch | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(pairs: readonly DiffPair[], search: DiffSearch | undefined, events: FoundPairsEvents) {
    this.#pairs = [...pairs];
    this.#search = search;
    this.#events = events;
    if (search) void this.#listen(search);
  }

  get all(): readonly DiffPair[] {
    return this.#pairs;
  }

  get total(): number {
    return this.#pairs.length;
  }

  get isSearching(): boolean {
    return this.#search !== undefined;
  }

  /** The place nearest to the one that is wanted. */
  indexOf(wanted: number): number {
    return Math.min(this.#pairs.length - 1, Math.max(0, Math.trunc(wanted) || 0));
  }

  /** The user has seen enough: what was found stays. */
  stop(): void {
    if (!this.#search) return;
    this.dispose();
    this.#events.onFound();
  }

  /** Ends the search; nothing is heard of it any more. */
  dispose(): void {
    clearTimeout(this.#timer);
    const search = this.#search;
    this.#search = undefined;
    search?.stop();
  }

  async #listen(search: DiffSearch): Promise<void> {
    try {
      for await (const pair of search.found) {
        if (this.#search !== search) return;
        this.#pairs.push(pair);
        this.#later();
      }
    } catch (error) {
      if (this.#search === search && !isAbortError(error)) this.#events.onFailed(error);
    }
    if (this.#search !== search) return;
    this.#search = undefined;
    clearTimeout(this.#timer);
    this.#events.onFound();
  }

  #later(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#events.onFound();
    }, TELL_MS);
  }
}
