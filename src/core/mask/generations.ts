/**
 * Values derived from objects, with a bound on the memory they take: a thousand versions of a mask that undo holds
 * must not keep a thousand decoded copies alive. Two generations: when the young one is full it becomes the old one,
 * and what was not asked for since the change before that is forgotten. At most twice `limitBytes` are held.
 */
export class Generations<K extends object, V> {
  readonly #limitBytes: number;
  readonly #bytesOf: (value: V) => number;
  #young = new WeakMap<K, V>();
  #old = new WeakMap<K, V>();
  #bytes = 0;

  constructor(limitBytes: number, bytesOf: (value: V) => number) {
    this.#limitBytes = limitBytes;
    this.#bytesOf = bytesOf;
  }

  get(key: K): V | undefined {
    const value = this.#young.get(key);
    if (value !== undefined) return value;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: K, value: V): void {
    this.#bytes += this.#bytesOf(value);
    if (this.#bytes > this.#limitBytes) {
      this.#old = this.#young;
      this.#young = new WeakMap();
      this.#bytes = this.#bytesOf(value);
    }
    this.#young.set(key, value);
  }
}
