import { spawn, type ChildProcess } from 'node:child_process';
import { errorCode } from '../fileError';
import { withoutRepository } from '../versioning/gitEnvironment';
import { DvcError, dvcError, leftOut } from './dvcError';
import { redacted } from './redacted';

/** How DVC is started: `dvc`, or a Python that has it. */
export interface DvcProgram {
  readonly command: string;
  /** Before the arguments: `-m dvc`. */
  readonly prefix: readonly string[];
  /** `3.55.2`. */
  readonly version: string;
}

export interface DvcRun {
  readonly signal?: AbortSignal | undefined;
  /** After so long it is ended and counts as failed. */
  readonly timeoutMs?: number | undefined;
  /** Hears what DVC tells of its progress, line by line. */
  readonly onLine?: ((line: string) => void) | undefined;
  /** Waits before each further try when another DVC holds the lock. */
  readonly lockDelaysMs?: readonly number[] | undefined;
}

const TIMEOUT_MS = 30 * 60_000;
const GRACE_MS = 3000;
const LOCK_DELAYS_MS = [500, 1500, 4000];
const MAX_OUTPUT_CHARS = 64 * 1024 * 1024;
const MAX_TAIL_CHARS = 4000;

/** DVC takes one lock per repository: commands of ours wait for each other. */
const queues = new Map<string, Promise<unknown>>();

/**
 * Runs DVC in a folder of the repository at `root`, one command at a time there, without a shell, and resolves to what
 * it wrote on stdout. Held locks are waited for. Rejects with `DvcError`; an abort or a time-out ends DVC and what it
 * started.
 */
export function runDvc(
  program: Pick<DvcProgram, 'command' | 'prefix'>,
  root: string,
  args: readonly string[],
  run: DvcRun = {},
): Promise<string> {
  const before = queues.get(root) ?? Promise.resolve();
  const own = before.catch(() => undefined).then(() => withRetries(program, root, args, run));
  const settled = own
    .catch(() => undefined)
    .then(() => {
      if (queues.get(root) === settled) queues.delete(root);
    });
  queues.set(root, settled);
  return own;
}

async function withRetries(
  program: Pick<DvcProgram, 'command' | 'prefix'>,
  root: string,
  args: readonly string[],
  run: DvcRun,
): Promise<string> {
  for (const delayMs of run.lockDelaysMs ?? LOCK_DELAYS_MS) {
    try {
      return await once(program, root, args, run);
    } catch (error) {
      if (!(error instanceof DvcError) || error.kind !== 'locked') throw error;
      run.onLine?.('Another DVC command is running: waiting for it.');
      await pause(delayMs, run.signal);
    }
  }
  return once(program, root, args, run);
}

function pause(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((done) => {
    const finish = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      done();
    };
    const timer = setTimeout(finish, delayMs);
    signal?.addEventListener('abort', finish);
  });
}

function once(
  { command, prefix }: Pick<DvcProgram, 'command' | 'prefix'>,
  root: string,
  args: readonly string[],
  { signal, timeoutMs = TIMEOUT_MS, onLine }: DvcRun,
): Promise<string> {
  if (signal?.aborted) return Promise.reject(cancelled());
  const line = ['dvc', ...args].join(' ').slice(0, 200);
  return new Promise((done, fail) => {
    const child = spawn(command, [...prefix, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      // A group of its own can be ended as a whole, and has no terminal to ask on.
      detached: process.platform !== 'win32',
      env: environment(),
    });
    const heard = listen(child, onLine);
    const settle = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    };
    const end = (error: DvcError): void => {
      settle();
      stop(child);
      fail(error);
    };
    const cancel = (): void => end(cancelled());
    const timer = setTimeout(() => end(tooSlow(line, timeoutMs, heard().err)), timeoutMs);
    signal?.addEventListener('abort', cancel);
    child.on('error', (error) => {
      settle();
      fail(notStarted(command, error));
    });
    child.on('close', (code) => {
      settle();
      const { out, err } = heard();
      const silent = code === 0 ? leftOut(args[0], err) : undefined;
      if (silent) fail(silent);
      else if (code === 0) done(out);
      else fail(dvcError(line, code ?? undefined, redacted(`${err}\n${out}`.slice(-MAX_TAIL_CHARS))));
    });
  });
}

function environment(): NodeJS.ProcessEnv {
  return {
    // DVC asks git of its own folder, not of one that a hook around us works in.
    ...withoutRepository(process.env),
    DVC_NO_ANALYTICS: '1',
    GIT_TERMINAL_PROMPT: '0',
    PYTHONUTF8: '1',
    // Python must not take modules out of the repository's folder.
    PYTHONSAFEPATH: '1',
    PYTHONIOENCODING: 'utf-8',
    NO_COLOR: '1',
  };
}

function listen(
  child: ChildProcess,
  onLine: ((line: string) => void) | undefined,
): () => { out: string; err: string } {
  let [out, err] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    if (out.length < MAX_OUTPUT_CHARS) out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err = (err + text).slice(-MAX_TAIL_CHARS);
    const last = text
      .split(/[\r\n]+/)
      .findLast((part) => part.trim() !== '')
      ?.trim();
    if (last) onLine?.(redacted(last));
  });
  return () => ({ out, err });
}

/** Asks the whole group to end, then ends it. DVC leaves a usable repository behind when it is interrupted. */
function stop(child: ChildProcess): void {
  kill(child, 'SIGINT');
  const hard = setTimeout(() => kill(child, 'SIGKILL'), GRACE_MS);
  hard.unref();
  child.once('exit', () => clearTimeout(hard));
}

function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
}

function cancelled(): DvcError {
  return new DvcError('cancelled', 'Cancelled.');
}

function tooSlow(line: string, timeoutMs: number, output: string): DvcError {
  const seconds = Math.round(timeoutMs / 1000);
  const text = `${line} did not end within ${seconds} seconds and was stopped. Try again; what was brought over stays.`;
  return new DvcError('timedOut', text, redacted(output));
}

function notStarted(command: string, error: Error): DvcError {
  const isAbsent = errorCode(error) === 'ENOENT';
  return new DvcError(
    isAbsent ? 'notInstalled' : 'failed',
    isAbsent
      ? `${command} was not found. Install DVC (https://dvc.org), or set "relabel.dvcPath" to where it is.`
      : `${command} could not be started: ${error.message}`,
  );
}
