import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { programPath } from '../programPath';
import { gitEnvironment } from './gitEnvironment';
import { GitError, gitError } from './gitError';
import { endGroup, OWN_GROUP } from './processGroup';

/** Where git runs, and which. */
export interface GitPlace {
  readonly folder: string;
  readonly program?: string | undefined;
  /** Further variables; see `hookVariables`. */
  readonly env?: Readonly<Record<string, string>> | undefined;
}

export interface GitRun {
  readonly signal?: AbortSignal | undefined;
  /** Silence for so long ends it. */
  readonly quietMs?: number;
  /** Written to its input, which is then closed. */
  readonly input?: string;
  /** Further variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** It changes the repository: then it does all that the configuration says, and takes the locks it needs. */
  readonly isWriting?: boolean;
}

/**
 * Whatever the configuration says: output has this form, looking takes no locks, and does not start the program that
 * somebody else's repository names as its watcher.
 */
const FORM = [
  ...['--no-pager', '--no-optional-locks', '-c', 'core.fsmonitor=false'],
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
  { folder, program = 'git', env }: GitPlace,
  args: readonly string[],
  run: GitRun,
): GitChild {
  const path = programPath(program);
  if (path === undefined) throw gitError(`spawn ${program} ENOENT`);
  return spawn(path, [...(run.isWriting ? [] : FORM), ...args], {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...OWN_GROUP,
    env: { ...gitEnvironment(), ...env, ...run.env },
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

/** Programs that git starts on the way, such as hooks, may be silent for so long. */
const HOOKS_MS = 10 * 60_000;

/** Does what changes the repository. Throws `GitError`, which says what git and its hooks wrote on either stream. */
export async function doGit(place: GitPlace, args: readonly string[], run: GitRun = {}): Promise<void> {
  let said = '';
  try {
    for await (const chunk of streamGit(place, args, { quietMs: HOOKS_MS, ...run, isWriting: true }))
      said = (said + chunk.toString('utf8')).slice(-MAX_COMPLAINT_CHARS);
  } catch (error) {
    if (!(error instanceof GitError) || error.kind !== 'refused' || said === '') throw error;
    throw gitError(`${error.output}\n${said}`);
  }
}

/** The text of an answer, without its last line end. */
export async function askGit(place: GitPlace, args: readonly string[], run: GitRun = {}): Promise<string> {
  return (await runGit(place, args, run)).toString('utf8').replace(/\r?\n$/, '');
}

/** No path and no subject is longer; what is cannot be meant well. */
const MAX_TEXT_BYTES = 16 * 1024 * 1024;

/** Pieces of output as texts that end with NUL, in git's order. Throws `GitError` when one is endless. */
export async function* splitNul(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let begun: Buffer[] = [];
  let begunBytes = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
      const last = chunk.subarray(start, end);
      yield (begun.length === 0 ? last : Buffer.concat([...begun, last])).toString('utf8');
      [begun, begunBytes, start] = [[], 0, end + 1];
    }
    if (start === chunk.length) continue;
    begun.push(chunk.subarray(start));
    begunBytes += chunk.length - start;
    if (begunBytes > MAX_TEXT_BYTES) throw new GitError('refused', 'Git told a name without an end.');
  }
  if (begun.length > 0) yield Buffer.concat(begun).toString('utf8');
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
    // Also when git is gone: what it started may hold the pipe open.
    endGroup(this.#child);
    this.#child.stdout.destroy(this.#failure);
    this.#finish(null);
  }
}

export function silent(quietMs: number): GitError {
  const seconds = Math.round(quietMs / 1000);
  return new GitError('timedOut', `Git gave no answer for ${seconds} seconds and was stopped. Try again.`);
}

/** Ends it and what it started, if it has not come to its end by itself. */
export function killGit(child: GitChild): void {
  if (child.exitCode === null && child.signalCode === null) endGroup(child);
}
