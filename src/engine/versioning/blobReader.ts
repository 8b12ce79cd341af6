import { gitError, type GitError } from './gitError';
import { cancelled, killGit, silent, spawnGit, type GitChild, type GitPlace } from './gitProcess';

/** An object of the repository, or why it cannot be had. */
export type ObjectRead =
  | { readonly kind: 'object'; readonly type: string; readonly bytes: Buffer }
  /** Not in this clone. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'tooLarge'; readonly sizeBytes: number }
  /** Damaged, or promised by a remote that does not bring it; `reason` is what git said. */
  | { readonly kind: 'broken'; readonly reason: string; readonly isOfRemote?: true };

export interface BlobReaderOptions {
  /** Larger objects are refused. */
  readonly maxBytes?: number;
  /** Silence for so long ends an attempt. */
  readonly quietMs?: number;
  readonly signal?: AbortSignal | undefined;
}

const MAX_BYTES = 100 * 1024 * 1024;
const QUIET_MS = 60_000;
/** Requests that git has been given and has not answered; others wait here. */
const UNDER_WAY = 64;
const OBJECT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

interface Request {
  readonly id: string;
  readonly done: (read: ObjectRead) => void;
  readonly fail: (error: GitError) => void;
}

/**
 * Objects by their full ids through one `git cat-file --batch`, started when the first is asked for and again when it
 * dies: a damaged object ends it, and costs only itself. Answers come in the order of the questions. Ids only, because
 * names of files may hold line ends, and because git would remember an index that has since changed.
 */
export class BlobReader {
  readonly #place: GitPlace;
  readonly #maxBytes: number;
  readonly #quietMs: number;
  readonly #signal: AbortSignal | undefined;
  readonly #waiting: Request[] = [];
  #asked: Request[] = [];
  #run: Run | undefined;
  #ended: GitError | undefined;
  /** A remote was silent, or gave nothing: what it promised counts as missing from now on. */
  #isOffline = false;

  constructor(place: GitPlace, { maxBytes = MAX_BYTES, quietMs = QUIET_MS, signal }: BlobReaderOptions = {}) {
    this.#place = place;
    this.#maxBytes = maxBytes;
    this.#quietMs = quietMs;
    this.#signal = signal;
    signal?.addEventListener('abort', this.#abort, { once: true });
    if (signal?.aborted) this.#abort();
  }

  /** Rejects with `GitError` only when git cannot run at all, or reading was cancelled or disposed of. */
  read(id: string): Promise<ObjectRead> {
    if (this.#ended) return Promise.reject(this.#ended);
    if (!OBJECT_ID.test(id)) return Promise.resolve({ kind: 'missing' });
    return new Promise((done, fail) => {
      this.#waiting.push({ id, done, fail });
      this.#ask();
    });
  }

  dispose(): void {
    this.#end(cancelled());
  }

  readonly #abort = (): void => {
    this.#end(cancelled());
  };

  #ask(): void {
    if (this.#waiting.length === 0 || this.#asked.length >= UNDER_WAY) return;
    const next = this.#waiting.splice(0, UNDER_WAY - this.#asked.length);
    this.#asked.push(...next);
    try {
      this.#run ??= this.#start();
      this.#run.ask(next.map(({ id }) => id));
    } catch (error) {
      this.#end(gitError(error));
    }
  }

  #start(): Run {
    const env = this.#isOffline ? { GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none' } : {};
    const child = spawnGit(this.#place, ['cat-file', '--batch'], { env });
    const run: Run = new Run(child, this.#maxBytes, this.#quietMs, {
      answer: (read) => {
        const request = this.#asked.shift();
        if (request && read.kind === 'missing') tellMissing(request, run);
        else request?.done(read);
        this.#ask();
      },
      died: (read) => {
        // It would not be given the others either, and each would be a connection of its own.
        this.#isOffline ||= read.kind === 'broken' && read.isOfRemote === true;
        if (this.#run === run) this.#restart(read);
      },
      failed: (error) => this.#end(error),
      silent: () => {
        this.#isOffline = true;
        if (this.#run === run) this.#restart({ kind: 'broken', reason: silent(this.#quietMs).message });
      },
    });
    return run;
  }

  /** The first question is what git died of; the others are asked again. */
  #restart(read: ObjectRead): void {
    this.#run?.close();
    this.#run = undefined;
    const [first, ...rest] = this.#asked;
    this.#asked = [];
    this.#waiting.unshift(...rest);
    first?.done(read);
    this.#ask();
  }

  #end(error: GitError): void {
    if (this.#ended) return;
    this.#ended = error;
    this.#signal?.removeEventListener('abort', this.#abort);
    this.#run?.close();
    this.#run = undefined;
    for (const { fail } of [...this.#asked.splice(0), ...this.#waiting.splice(0)]) fail(error);
  }
}

/** How long what git complains about may come after its answer: the two have different pipes. */
const COMPLAINT_MS = 20;

/** Damaged objects are missing to git, too; only its complaint tells them apart. */
function tellMissing({ id, done }: Request, run: Run): void {
  setTimeout(() => {
    const reason = run.complaintAbout(id);
    done(reason === undefined ? { kind: 'missing' } : { kind: 'broken', reason });
  }, COMPLAINT_MS);
}

interface RunEvents {
  answer(read: ObjectRead): void;
  /** It ended, or had to be, at the question that comes next. */
  died(read: ObjectRead): void;
  failed(error: GitError): void;
  silent(): void;
}

const NEWLINE = 0x0a;
const HEADER = /^([0-9a-f]+) (\w+) (\d+)$/;

/** One process, and what of an answer has come. */
class Run {
  readonly #child: GitChild;
  readonly #maxBytes: number;
  readonly #quietMs: number;
  readonly #events: RunEvents;
  #chunks: Buffer[] = [];
  #bytes = 0;
  /** What has to be there before it is worth looking. */
  #needed = 1;
  #isClosed = false;
  #complaint = '';
  #open = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(child: GitChild, maxBytes: number, quietMs: number, events: RunEvents) {
    this.#child = child;
    this.#maxBytes = maxBytes;
    this.#quietMs = quietMs;
    this.#events = events;
    unrefIdle(child);
    child.on('error', (error) => this.#isClosed || events.failed(gitError(error)));
    child.on('close', () => this.#isClosed || this.#died());
    child.stdin.on('error', () => undefined);
    child.stdout.on('data', (chunk: Buffer) => this.#take(chunk));
    child.stderr.on('data', (chunk: Buffer) => {
      this.#complaint = (this.#complaint + chunk.toString('utf8')).slice(-2000);
    });
  }

  ask(ids: readonly string[]): void {
    this.#open += ids.length;
    this.#child.stdin.write(ids.map((id) => `${id}\n`).join(''));
    if (!this.#timer) this.#watch();
  }

  complaintAbout(id: string): string | undefined {
    const line = this.#complaint.split('\n').find((each) => each.includes(id));
    return line === undefined ? undefined : firstLine(line);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#child.stdin.destroy();
    this.#child.stdout.destroy();
    killGit(this.#child);
  }

  /** A repository that git will not read at all is no damage of one object. */
  #died(): void {
    const error = gitError(this.#complaint.trim() || 'git cat-file ended.');
    if (error.kind !== 'refused') return this.#events.failed(error);
    const isOfRemote = /promisor|from remote|unable to access/i.test(this.#complaint);
    const reason = firstLine(this.#complaint);
    this.#events.died({ kind: 'broken', reason, ...(isOfRemote && { isOfRemote }) });
  }

  #watch(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#open === 0 ? undefined : setTimeout(() => this.#events.silent(), this.#quietMs);
  }

  #take(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    while (!this.#isClosed && this.#bytes >= this.#needed) if (!this.#next()) break;
    this.#watch();
  }

  /** Takes one answer from what has come; false when it is not whole yet. */
  #next(): boolean {
    const all = this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks);
    if (!all) return false;
    this.#chunks = [all];
    const end = all.indexOf(NEWLINE);
    if (end < 0) {
      this.#needed = all.length + 1;
      return false;
    }
    const header = all.toString('latin1', 0, end);
    const [, , type, size] = HEADER.exec(header) ?? [];
    if (type === undefined) return this.#answered(end + 1, { kind: 'missing' });
    const sizeBytes = Number(size);
    if (sizeBytes > this.#maxBytes) return this.#tooLarge(sizeBytes);
    this.#needed = end + 1 + sizeBytes + 1;
    if (all.length < this.#needed) return false;
    const bytes = all.subarray(end + 1, end + 1 + sizeBytes);
    return this.#answered(this.#needed, { kind: 'object', type, bytes });
  }

  #answered(length: number, read: ObjectRead): boolean {
    const rest = this.#chunks[0]?.subarray(length);
    this.#chunks = rest && rest.length > 0 ? [rest] : [];
    this.#bytes = rest?.length ?? 0;
    this.#needed = 1;
    this.#open--;
    this.#events.answer(read);
    return true;
  }

  /** Reading over gigabytes takes longer than a new process. */
  #tooLarge(sizeBytes: number): false {
    this.#events.died({ kind: 'tooLarge', sizeBytes });
    return false;
  }
}

/** A reader that is not asked anything does not keep the program running; while it is, its timer does. */
function unrefIdle(child: GitChild): void {
  child.unref();
  for (const pipe of [child.stdin, child.stdout, child.stderr] as { unref?: () => void }[]) pipe.unref?.();
}

function firstLine(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const said = lines.find((line) => /^(?:fatal|error):/.test(line)) ?? lines[0];
  return said?.replace(/^(?:fatal|error): /, '') ?? 'git ended without a word.';
}
