import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { programPath } from '../programPath';
import { gitEnvironment } from './gitEnvironment';
import { GitError, gitError } from './gitError';

/** Where git runs, and which. */
export interface GitPlace {
  readonly folder: string;
  readonly program?: string | undefined;
}

export interface GitRun {
  readonly signal?: AbortSignal | undefined;
  /** Silence for so long ends it. */
  readonly quietMs?: number;
  /** Written to its input, which is then closed. */
  readonly input?: string;
  /** Further variables. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Whatever the user's configuration says: output has this form, and looking does not take locks. */
const FORM = [
  ...['--no-pager', '--no-optional-locks'],
  ...['-c', 'core.quotePath=false', '-c', 'color.ui=false', '-c', 'log.showSignature=false'],
  ...['-c', 'log.showRoot=true', '-c', 'log.follow=false'],
  ...['-c', 'diff.ignoreSubmodules=all', '-c', 'submodule.recurse=false'],
];

const QUIET_MS = 120_000;
const MAX_COMPLAINT_CHARS = 4000;
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

export type GitChild = ChildProcessByStdio<Writable, Readable, Readable>;

/** Starts git without a shell. Throws `GitError` when there is none. */
export function spawnGit(
  { folder, program = 'git' }: GitPlace,
  args: readonly string[],
  run: GitRun,
): GitChild {
  const path = programPath(program);
  if (path === undefined) throw gitError(`spawn ${program} ENOENT`);
  return spawn(path, [...FORM, ...args], {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
    env: { ...gitEnvironment(), ...run.env },
  });
}

/**
 * What git writes, piece by piece as it comes; leaving the loop ends git. Throws `GitError`: also of kind `cancelled`
 * when the signal says so, and `timedOut` when git is silent for too long.
 */
export async function* streamGit(
  place: GitPlace,
  args: readonly string[],
  run: GitRun = {},
): AsyncGenerator<Buffer> {
  const { signal, quietMs = QUIET_MS } = run;
  if (signal?.aborted) throw cancelled();
  const child = spawnGit(place, args, run);
  const watch = new Watch(child, quietMs, signal);
  try {
    child.stdin.on('error', () => undefined);
    child.stdin.end(run.input ?? '');
    for await (const chunk of watch.chunks()) yield chunk;
    await watch.end();
  } finally {
    watch.close();
  }
}

/** All that git writes. Throws `GitError`. */
export async function runGit(place: GitPlace, args: readonly string[], run: GitRun = {}): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of streamGit(place, args, run)) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) throw new GitError('refused', `git ${args[0] ?? ''} says too much.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The text of an answer, without its last line end. */
export async function askGit(place: GitPlace, args: readonly string[], run: GitRun = {}): Promise<string> {
  return (await runGit(place, args, run)).toString('utf8').replace(/\r?\n$/, '');
}

/** Pieces of output as texts that end with NUL, in git's order. */
export async function* splitNul(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(0); end >= 0; end = bytes.indexOf(0, start)) {
      yield bytes.toString('utf8', start, end);
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
  if (rest.length > 0) yield rest.toString('utf8');
}

export function cancelled(): GitError {
  return new GitError('cancelled', 'Cancelled.');
}

/** A running git: how it ends, and that it does. */
class Watch {
  readonly #child: GitChild;
  readonly #quietMs: number;
  readonly #signal: AbortSignal | undefined;
  readonly #ended: Promise<number | null>;
  #finish: (code: number | null) => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;
  #failure: GitError | undefined;
  #complaint = '';

  constructor(child: GitChild, quietMs: number, signal: AbortSignal | undefined) {
    this.#child = child;
    this.#quietMs = quietMs;
    this.#signal = signal;
    child.stderr.on('data', (chunk: Buffer) => {
      this.#complaint = (this.#complaint + chunk.toString('utf8')).slice(-MAX_COMPLAINT_CHARS);
    });
    this.#ended = new Promise((done) => (this.#finish = done));
    child.on('error', (error) => this.#fail(gitError(error)));
    child.on('close', (code) => this.#finish(code));
    signal?.addEventListener('abort', this.#abort);
    this.#wait();
  }

  async *chunks(): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of this.#child.stdout as AsyncIterable<Buffer>) {
        // How long the reader takes is no silence of git's.
        clearTimeout(this.#timer);
        yield chunk;
        this.#wait();
      }
    } catch (error) {
      throw this.#failure ?? gitError(error);
    }
    if (this.#failure) throw this.#failure;
  }

  async end(): Promise<void> {
    const code = await this.#ended;
    if (this.#failure) throw this.#failure;
    if (code !== 0) throw gitError(this.#complaint || `git ended with code ${code ?? 'none'}`);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener('abort', this.#abort);
    killGit(this.#child);
  }

  readonly #abort = (): void => {
    this.#fail(cancelled());
  };

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#fail(silent(this.#quietMs));
    }, this.#quietMs);
  }

  #fail(reason: GitError): void {
    this.#failure ??= reason;
    killGit(this.#child);
    // What it started may hold the pipe open.
    this.#child.stdout.destroy(this.#failure);
    this.#finish(null);
  }
}

export function silent(quietMs: number): GitError {
  const seconds = Math.round(quietMs / 1000);
  return new GitError('timedOut', `Git gave no answer for ${seconds} seconds and was stopped. Try again.`);
}

/** Ends it, asking first. */
export function killGit(child: GitChild): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  const hard = setTimeout(() => child.kill('SIGKILL'), 2000);
  hard.unref();
  child.once('exit', () => clearTimeout(hard));
}
