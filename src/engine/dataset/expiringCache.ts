/** Remembers what an asynchronous question answered, for a while; questions asked meanwhile share one answer. */
export class ExpiringCache<V> {
  readonly #entries = new Map<string, { readonly value: Promise<V>; readonly untilMs: number }>();
  readonly #lifeMs: number;

  constructor(lifeMs: number) {
    this.#lifeMs = lifeMs;
  }

  get(key: string, ask: () => Promise<V>): Promise<V> {
    const known = this.#entries.get(key);
    if (known && known.untilMs > Date.now()) return known.value;
    const value = ask();
    this.#entries.set(key, { value, untilMs: Date.now() + this.#lifeMs });
    value.catch(() => this.#entries.delete(key));
    return value;
  }

  clear(): void {
    this.#entries.clear();
  }
}
