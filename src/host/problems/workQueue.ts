import { setImmediate as nextTurn } from 'node:timers/promises';

export interface WorkQueueOptions {
  /** Keys worked on at the same time; a key never runs twice at once. */
  readonly atOnce: number;
  /** How long an urgent key waits for more of the same. */
  readonly settleMs: number;
  readonly onError: (key: string, error: unknown) => void;
}

/** Work by key: what the user is waiting for goes first, the rest is done in between, and each key only once. */
export class WorkQueue {
  readonly #work: (key: string) => Promise<void>;
  readonly #options: WorkQueueOptions;
  readonly #urgent = new Set<string>();
  readonly #later = new Set<string>();
  readonly #running = new Set<string>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #isDisposed = false;

  constructor(work: (key: string) => Promise<void>, options: WorkQueueOptions) {
    this.#work = work;
    this.#options = options;
  }

  /** Soon, once nothing more happens to the key for a moment. */
  add(key: string): void {
    clearTimeout(this.#timers.get(key));
    const start = (): void => {
      this.#timers.delete(key);
      this.#later.delete(key);
      this.#urgent.add(key);
      this.#start();
    };
    this.#timers.set(key, setTimeout(start, this.#options.settleMs));
  }

  /** When nothing urgent is left. */
  addAll(keys: Iterable<string>): void {
    for (const key of keys) if (!this.#urgent.has(key)) this.#later.add(key);
    this.#start();
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#urgent.clear();
    this.#later.clear();
  }

  #start(): void {
    while (!this.#isDisposed && this.#running.size < this.#options.atOnce) {
      const key = this.#take(this.#urgent) ?? this.#take(this.#later);
      if (key === undefined) return;
      this.#running.add(key);
      void this.#run(key);
    }
  }

  #take(from: Set<string>): string | undefined {
    for (const key of from)
      if (!this.#running.has(key)) {
        from.delete(key);
        return key;
      }
    return undefined;
  }

  async #run(key: string): Promise<void> {
    try {
      await this.#work(key);
    } catch (error) {
      this.#options.onError(key, error);
    }
    await nextTurn();
    this.#running.delete(key);
    this.#start();
  }
}
