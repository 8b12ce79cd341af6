import type { HistoryEntry } from '../../../engine/versioning/labelVersions';

/** Whose history it is. */
export interface HistorySubject {
  /** Absolute. */
  readonly imagePath: string;
  /** Id of the annotation, when it is about that alone. */
  readonly instance?: string;
}

export type HistoryStatus =
  | { readonly kind: 'loading' }
  /** More commits may follow when asked. */
  | { readonly kind: 'paused' }
  | { readonly kind: 'complete' }
  /** By the user; only a new search goes on. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly message: string };

export interface HistoryState {
  readonly entries: readonly HistoryEntry[];
  readonly status: HistoryStatus;
}

/** Gives the commits of a subject, newest first, as they are found; ends when the signal says so. */
export type ReadHistory = (subject: HistorySubject, signal: AbortSignal) => AsyncIterable<HistoryEntry>;

/** So many commits are looked up before one has to ask for more. */
export const PAGE_ENTRIES = 50;

/** The history of one subject, streamed page by page; begins to load at once. */
export class HistoryModel {
  readonly subject: HistorySubject;
  readonly #changed: () => void;
  readonly #ends = new AbortController();
  readonly #commits: AsyncIterator<HistoryEntry>;
  #entries: readonly HistoryEntry[] = [];
  #status: HistoryStatus = { kind: 'paused' };

  constructor(subject: HistorySubject, read: ReadHistory, changed: () => void) {
    this.subject = subject;
    this.#changed = changed;
    this.#commits = read(subject, this.#ends.signal)[Symbol.asyncIterator]();
    void this.more();
  }

  get state(): HistoryState {
    return { entries: this.#entries, status: this.#status };
  }

  /** Looks for the next page; resolves when it is there, or there is nothing more. */
  async more(): Promise<void> {
    if (this.#status.kind !== 'paused') return;
    const wanted = this.#entries.length + PAGE_ENTRIES;
    this.#set({ kind: 'loading' });
    try {
      while (this.#entries.length < wanted) {
        const next = await this.#commits.next();
        if (this.#ends.signal.aborted) return;
        if (next.done) return this.#set({ kind: 'complete' });
        this.#entries = [...this.#entries, next.value];
        this.#changed();
      }
      this.#set({ kind: 'paused' });
    } catch (error) {
      if (this.#ends.signal.aborted) return;
      this.#set({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  }

  /** The user has seen enough: ends the search and keeps what was found. */
  stop(): void {
    if (this.#status.kind !== 'loading') return;
    this.dispose();
    this.#status = { kind: 'stopped' };
    this.#changed();
  }

  /** Ends the search for good; nothing is heard of it any more. */
  dispose(): void {
    this.#ends.abort();
    void this.#commits.return?.().catch(() => undefined);
  }

  #set(status: HistoryStatus): void {
    this.#status = status;
    this.#changed();
  }
}
