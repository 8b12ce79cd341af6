import { LitElement } from 'lit';

/** What a page's panels listen to. */
export interface Followed<S> {
  readonly state: S;
  subscribe(listener: (state: S, before: S) => void): () => void;
}

/** A panel: renders again only when something it watches in the state has changed. */
export abstract class StoreElement<S, P extends { readonly store: Followed<S> }> extends LitElement {
  static override properties: Record<string, object> = { page: { attribute: false } };
  declare page: P;
  #unsubscribe: (() => void) | undefined;
  #watched: readonly unknown[] = [];

  /** The parts of the state this panel shows, compared by identity. */
  protected abstract watch(state: S): readonly unknown[];

  protected get state(): S {
    return this.page.store.state;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }

  /** Listens from the first update on: an element that was in the page before it was defined has no `page` earlier. */
  override willUpdate(): void {
    if (this.#unsubscribe || !this.isConnected) return;
    this.#watched = this.watch(this.state);
    this.#unsubscribe = this.page.store.subscribe((state, before) => this.#hear(state, before));
    this.opened();
  }

  /** Runs once before the first rendering. */
  protected opened(): void {
    // Most panels start from the state alone.
  }

  #hear(state: S, before: S): void {
    const next = this.watch(state);
    if (next.length === this.#watched.length && next.every((value, i) => Object.is(value, this.#watched[i])))
      return;
    this.#watched = next;
    this.changed(state, before);
    this.requestUpdate();
  }

  /** Runs before the panel renders again because of the state. */
  protected changed(_state: S, _before: S): void {
    // Most panels only render.
  }
}
