/** The part of an `AbortSignal` this code needs; a real `AbortSignal` satisfies it. */
export interface AbortLike {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** An `AbortController` for layers whose library has none. */
export class AbortSource {
  #aborted = false;
  readonly #listeners = new Set<() => void>();
  readonly signal: AbortLike;

  constructor() {
    const aborted = (): boolean => this.#aborted;
    this.signal = {
      get aborted() {
        return aborted();
      },
      addEventListener: (_type, listener) => void this.#listeners.add(listener),
      removeEventListener: (_type, listener) => void this.#listeners.delete(listener),
    };
  }

  /** Tells every listener, once. */
  abort(): void {
    if (this.#aborted) return;
    this.#aborted = true;
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const listener of listeners) listener();
  }
}
