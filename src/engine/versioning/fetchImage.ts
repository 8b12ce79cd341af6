import { spawn } from 'node:child_process';
import { errorCode } from '../fileError';

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

/**
 * Runs `git lfs pull` or `dvc pull` without a shell. `onLine` hears what it writes. Rejects with `FetchError`.
 * `program` replaces the command's own name where a setting says where it is.
 */
export function runFetch(
  { command, args, cwd }: FetchCommand,
  options: {
    readonly signal?: AbortSignal;
    readonly program?: string | undefined;
    onLine?(line: string): void;
  } = {},
): Promise<void> {
  return new Promise((done, fail) => {
    const program = options.program ?? command;
    const child = spawn(program, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      env: { ...process.env, GIT_TERMINAL_PROMPT: '0', DVC_NO_ANALYTICS: '1' },
      ...(options.signal && { signal: options.signal }),
    });
    let tail = '';
    const heard = (chunk: Buffer): void => {
      tail = (tail + chunk.toString('utf8')).slice(-TAIL_CHARS);
      const line = chunk
        .toString('utf8')
        .split(/[\r\n]+/)
        .filter((part) => part.trim() !== '')
        .at(-1);
      if (line) options.onLine?.(line.trim());
    };
    child.stdout.on('data', heard);
    child.stderr.on('data', heard);
    child.on('error', (error) => fail(notStarted(program, error, options.signal)));
    child.on('close', (code) =>
      code === 0 ? done() : fail(failed([program, ...args].join(' '), code, tail)),
    );
  });
}

function notStarted(program: string, error: Error, signal: AbortSignal | undefined): FetchError {
  if (signal?.aborted) return new FetchError('Cancelled.', true);
  if (errorCode(error) === 'ENOENT')
    return new FetchError(`${program} was not found. Install it, then try again.`);
  return new FetchError(`${program} could not be started: ${error.message}`);
}

function failed(line: string, code: number | null, tail: string): FetchError {
  const lfsMissing = /'lfs' is not a git command/.test(tail);
  if (lfsMissing) return new FetchError('Git LFS is not installed. Install it (git-lfs), then try again.');
  return new FetchError(
    `${line} ended with code ${code ?? 'none'}: ${tail.trim().slice(-600) || 'it said nothing.'}`,
  );
}
