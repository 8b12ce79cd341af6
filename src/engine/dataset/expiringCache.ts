/** Remembers what an asynchronous question answered, for a while; questions asked meanwhile share one answer. */
export class ExpiringCache<V> {
  readonly #entries = new Map<string, { readonly value: Promise<V>; untilMs: number }>();
  readonly #lifeMs: (value: V) => number;

  /** How long an answer holds, of each the same or by what it says. */
  constructor(lifeMs: number | ((value: V) => number)) {
    this.#lifeMs = typeof lifeMs === 'number' ? () => lifeMs : lifeMs;
  }

  get(key: string, ask: () => Promise<V>): Promise<V> {
    const known = this.#entries.get(key);
    if (known && known.untilMs > Date.now()) return known.value;
    const value = ask();
    const entry = { value, untilMs: Infinity };
    this.#entries.set(key, entry);
    value.then(
      (answer) => {
        entry.untilMs = Date.now() + this.#lifeMs(answer);
      },
      () => {
        if (this.#entries.get(key) === entry) this.#entries.delete(key);
      },
    );
    return value;
  }

  clear(): void {
    this.#entries.clear();
  }
}
