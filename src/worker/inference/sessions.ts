import { availableParallelism } from 'node:os';
import type { InferenceSession } from 'onnxruntime-node';
import type { InferenceSettings } from '../../protocol/worker';
import { Lru } from '../lru';
import { loadRuntime } from '../natives';
import { messageOf, WorkerError } from '../workerError';

export interface OpenSession {
  readonly session: InferenceSession;
  /** The execution provider that took it. */
  readonly provider: string;
  /** Why providers wanted before it did not. */
  readonly warnings: readonly string[];
}

const MAX_SESSIONS = 3;
/** More threads than this rarely speed a detector up, and the machine is also being worked at. */
const MAX_THREADS = 8;

/** ONNX Runtime sessions by the hash of their file; the least recently used goes when there are too many. */
export class Sessions {
  readonly #settings: InferenceSettings;
  readonly #open = new Lru<Promise<OpenSession>>(MAX_SESSIONS, release);

  constructor(settings: InferenceSettings) {
    this.#settings = settings;
  }

  /** Throws `ModelError` when no provider takes the model, `Unavailable` without the runtime. */
  get(path: string, sha256: string): Promise<OpenSession> {
    const key = `${path}|${sha256}`;
    const known = this.#open.get(key);
    if (known) return known;
    const created = this.#create(path);
    this.#open.set(key, created);
    created.catch(() => this.#open.delete(key));
    return created;
  }

  async #create(path: string): Promise<OpenSession> {
    const { InferenceSession: Session } = await loadRuntime();
    const refusals: string[] = [];
    for (const provider of this.#settings.providers ?? ['cpu'])
      try {
        const session = await Session.create(path, this.#options(provider));
        return { session, provider, warnings: refusals.map((why) => `${why}. Ran on ${provider} instead.`) };
      } catch (error) {
        refusals.push(`${provider}: ${messageOf(error)}`);
      }
    throw new WorkerError('ModelError', `ONNX Runtime refuses the model ${path}: ${refusals.join('; ')}`);
  }

  #options(provider: string): InferenceSession.SessionOptions {
    const threads = this.#settings.threads ?? Math.min(MAX_THREADS, availableParallelism());
    return {
      executionProviders: [provider],
      intraOpNumThreads: threads,
      logSeverityLevel: 3,
    };
  }
}

/** Runs block this thread and fetch their session right before, so none is in use here. */
function release(opening: Promise<OpenSession>): void {
  opening.then(({ session }) => session.release()).catch(() => undefined);
}
