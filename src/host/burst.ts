export interface BurstOptions {
  /** How long it has to be quiet before the keys are handed on. */
  readonly settleMs: number;
  readonly onSettled: (keys: ReadonlySet<string>) => void;
}

/** Collects keys that come in a burst, such as the files of a git checkout, and hands each on once. */
export class Burst {
  readonly #options: BurstOptions;
  #keys = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: BurstOptions) {
    this.#options = options;
  }

  add(key: string): void {
    this.#keys.add(key);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const keys = this.#keys;
      this.#keys = new Set();
      this.#options.onSettled(keys);
    }, this.#options.settleMs);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
