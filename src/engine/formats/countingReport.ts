import type { Problem } from '../../core/problem';
import type { FileProblem, Loss, Report } from '../../core/formats/report';

/** One kind of loss over all images. */
export interface LossCount extends Loss {
  readonly count: number;
  /** How often by image, the first ones; `images` counts all. */
  readonly byImage: readonly (readonly [image: string, count: number])[];
  readonly images: number;
}

/** What was wrong with the files: the first ones, and how many there were. */
export interface ProblemList {
  readonly first: readonly FileProblem[];
  readonly counts: Readonly<Record<Problem['severity'], number>>;
}

/** Who follows a conversion. */
export interface Follower {
  /** Called now and then. */
  onProgress(done: number, total: number, what: string): void;
  /** Asked often: true makes the conversion end with `Cancelled`. */
  isCancelled(): boolean;
}

/** The user stopped it. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/** What the ledger wants to hear. */
export interface Listener {
  loss(image: string, count: number): void;
  wrote(image: string, count: number): void;
}

const NOBODY: Listener = { loss: () => undefined, wrote: () => undefined };

const MAX_PROBLEMS = 2_000;
const MAX_IMAGES_PER_LOSS = 200_000;
const PROGRESS_EVERY_MS = 60;

interface Growing {
  readonly message: string;
  count: number;
  readonly byImage: Map<string, number>;
  /** Images beyond the list. */
  more: number;
}

/** Counts and groups what formats report, in bounded memory. A problem that is told twice counts once. */
export class CountingReport implements Report {
  readonly #losses = new Map<string, Growing>();
  readonly #problems = new Map<string, FileProblem>();
  readonly #counts = { error: 0, warning: 0, info: 0 };
  readonly #follower: Follower;
  readonly #listener: Listener;
  #lastProgressMs = 0;

  constructor(follower: Follower, listener: Listener = NOBODY) {
    this.#follower = follower;
    this.#listener = listener;
  }

  problem(problem: FileProblem): void {
    const { path = '', line = 0, column = 0, code, message } = problem;
    const key = `${path}\n${line}:${column}\n${code}\n${message}`;
    if (this.#problems.has(key)) return;
    this.#counts[problem.severity]++;
    if (this.#problems.size < MAX_PROBLEMS) this.#problems.set(key, problem);
  }

  loss(image: string, { code, message }: Loss, count = 1): void {
    const known = this.#losses.get(code) ?? {
      message,
      count: 0,
      byImage: new Map<string, number>(),
      more: 0,
    };
    this.#losses.set(code, known);
    known.count += count;
    const before = known.byImage.get(image);
    if (before !== undefined || known.byImage.size < MAX_IMAGES_PER_LOSS)
      known.byImage.set(image, (before ?? 0) + count);
    else known.more++;
    this.#listener.loss(image, count);
  }

  /** What was read is counted where the set is walked: a format that reads as it goes tells it at each walk. */
  read(): void {
    // Nothing to do.
  }

  wrote(image: string, count: number): void {
    this.#listener.wrote(image, count);
  }

  progress(done: number, total: number, what: string): void {
    this.throwIfCancelled();
    const nowMs = performance.now();
    if (nowMs - this.#lastProgressMs < PROGRESS_EVERY_MS && done < total) return;
    this.#lastProgressMs = nowMs;
    this.#follower.onProgress(done, total, what);
  }

  isCancelled(): boolean {
    return this.#follower.isCancelled();
  }

  throwIfCancelled(): void {
    if (this.isCancelled()) throw new Cancelled('Cancelled.');
  }

  /** Most frequent first. */
  get losses(): readonly LossCount[] {
    return [...this.#losses]
      .map(([code, { message, count, byImage, more }]) => ({
        code,
        message,
        count,
        images: byImage.size + more,
        byImage: [...byImage],
      }))
      .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
  }

  get problems(): ProblemList {
    return { first: [...this.#problems.values()], counts: { ...this.#counts } };
  }
}
