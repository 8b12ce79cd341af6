import { INITIAL_DIFF_STATE, reduceDiff, type DiffAction, type DiffState } from './diffState';

type Listener = (state: DiffState, before: DiffState) => void;

/** The page's one mutable thing beside its canvases. */
export class DiffStore {
  #state: DiffState = INITIAL_DIFF_STATE;
  readonly #listeners = new Set<Listener>();

  get state(): DiffState {
    return this.#state;
  }

  dispatch(action: DiffAction): void {
    const before = this.#state;
    this.#state = reduceDiff(before, action);
    if (this.#state === before) return;
    for (const listener of [...this.#listeners]) listener(this.#state, before);
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
