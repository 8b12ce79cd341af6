import { spawn } from 'node:child_process';
import { redacted } from '../dvc/redacted';
import { errorCode } from '../fileError';
import { programPath } from '../programPath';
import { withoutRepository } from './gitEnvironment';
import { endGroup, OWN_GROUP } from './processGroup';

/** A program that brings an image; see `ImageFetch`. */
export interface FetchCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

/** The program is not there, failed, or was cancelled; the message says which and what to do. */
export class FetchError extends Error {
  override readonly name = 'FetchError';
  readonly cancelled: boolean;

  constructor(message: string, cancelled = false) {
    super(message);
    this.cancelled = cancelled;
  }
}

const TAIL_CHARS = 2000;
/** Where there is no terminal, not all of them tell how far they are. */
const QUIET_MS = 30 * 60_000;

/**
 * Runs `git lfs pull` or `dvc pull` without a shell. `onLine` hears what it writes. Rejects with `FetchError`; an abort
 * or long silence ends it and what it started.
 * `program` replaces the command's own name where a setting says where it is.
 */
export function runFetch(
  { command, args, cwd }: FetchCommand,
  options: {
    readonly signal?: AbortSignal;
    readonly program?: string | undefined;
    /** Silence for so long ends it. */
    readonly quietMs?: number;
    onLine?(line: string): void;
  } = {},
): Promise<void> {
  return new Promise((done, fail) => {
    const { signal, quietMs = QUIET_MS } = options;
    const program = options.program ?? command;
    const path = programPath(program);
    if (signal?.aborted) return fail(cancelled());
    if (path === undefined) return fail(notThere(program));
    const child = spawn(path, args, {
      ...{ cwd, stdio: ['ignore', 'pipe', 'pipe'], ...OWN_GROUP },
      env: { ...withoutRepository(process.env), GIT_TERMINAL_PROMPT: '0', DVC_NO_ANALYTICS: '1' },
    });
    let tail = '';
    let timer: NodeJS.Timeout | undefined;
    const end = (error: FetchError): void => {
      endGroup(child);
      settle();
      fail(error);
    };
    const cancel = (): void => end(cancelled());
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => end(silent(program, quietMs)), quietMs);
    };
    const settle = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      child.stdout.destroy();
      child.stderr.destroy();
    };
    signal?.addEventListener('abort', cancel);
    wait();
    const heard = (chunk: Buffer): void => {
      wait();
      tail = (tail + chunk.toString('utf8')).slice(-TAIL_CHARS);
      const line = chunk
        .toString('utf8')
        .split(/[\r\n]+/)
        .filter((part) => part.trim() !== '')
        .at(-1);
      if (line) options.onLine?.(redacted(line.trim()));
    };
    child.stdout.on('data', heard);
    child.stderr.on('data', heard);
    child.on('error', (error) => {
      settle();
      fail(notStarted(program, error));
    });
    child.on('close', (code) => {
      settle();
      const left = code === 0 ? leftPointers(tail) : undefined;
      if (left) fail(left);
      else if (code === 0) done();
      else fail(failed([program, ...args].join(' '), code, redacted(tail)));
    });
  });
}

function cancelled(): FetchError {
  return new FetchError('Cancelled.', true);
}

function silent(program: string, quietMs: number): FetchError {
  const seconds = Math.round(quietMs / 1000);
  return new FetchError(
    `${program} said nothing for ${seconds} seconds and was stopped: the remote may be away, or ask for a password. Run it once in a terminal, then try again.`,
  );
}

function notThere(program: string): FetchError {
  return new FetchError(`${program} was not found. Install it, then try again.`);
}

function notStarted(program: string, error: Error): FetchError {
  if (errorCode(error) === 'ENOENT') return notThere(program);
  return new FetchError(`${program} could not be started: ${error.message}`);
}

/** Git LFS fetches where it is not set up, leaves the pointers as they are, and ends as if all were well. */
function leftPointers(tail: string): FetchError | undefined {
  if (!/Git LFS is not installed for this repository/.test(tail)) return undefined;
  return new FetchError(
    'The images were fetched, but Git LFS is not set up here, so their pointer files stayed. Run "git lfs install" once (or "git lfs install --local" for this repository alone), then try again.',
  );
}

function failed(line: string, code: number | null, tail: string): FetchError {
  const lfsMissing = /'lfs' is not a git command/.test(tail);
  if (lfsMissing) return new FetchError('Git LFS is not installed. Install it (git-lfs), then try again.');
  return new FetchError(
    `${line} ended with code ${code ?? 'none'}: ${tail.trim().slice(-600) || 'it said nothing.'}`,
  );
}
