import { spawn, type ChildProcess } from 'node:child_process';
import { programPath } from '../../programPath';
import { redacted } from '../../dvc/redacted';
import { GitError } from '../gitError';
import { withoutRepository } from '../gitEnvironment';
import { branchError } from './branchError';

export interface RunOptions {
  /** The program; the built-in Git extension's `git.path`. */
  readonly program?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** After so long a command is ended and counts as failed; for those that speak with a network. */
  readonly timeoutMs?: number | undefined;
  /** Hears what git tells of its progress. */
  readonly onLine?: ((line: string) => void) | undefined;
}

/** How long a command that stays on this machine may take; hooks included. */
const LOCAL_MS = 10 * 60_000;
/** What a program gets between being asked to end and being ended. */
const GRACE_MS = 1000;
const MAX_OUTPUT_CHARS = 4_000_000;

/**
 * Runs git without a shell and resolves to what it wrote. Nobody is there to answer a question: prompts on a terminal
 * and askpass programs are off, credential helpers and SSH agents work. Rejects with `GitError`; a time-out or an
 * abort ends git and what it started (ssh, hooks).
 */
export function runGit(folder: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { signal, timeoutMs = LOCAL_MS } = options;
  if (signal?.aborted) return Promise.reject(new GitError('cancelled', 'Cancelled.'));
  const program = programPath(options.program ?? 'git');
  if (program === undefined) return Promise.reject(branchError('spawn git ENOENT'));
  return new Promise((done, fail) => {
    const child = spawn(program, args, {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      // A group of its own can be ended as a whole, and has no terminal on which ssh could ask.
      detached: process.platform !== 'win32',
      env: environment(),
    });
    const heard = listen(child, options.onLine);
    const end = (error: GitError): void => {
      stop(child);
      settle();
      fail(error);
    };
    const cancel = (): void => end(new GitError('cancelled', 'Cancelled.'));
    const timer = setTimeout(() => end(timedOut(timeoutMs, heard())), timeoutMs);
    const settle = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    };
    signal?.addEventListener('abort', cancel);
    child.on('error', (error) => (settle(), fail(branchError(error))));
    child.on('close', (code) => {
      settle();
      const { out, err } = heard();
      if (code === 0) done(out);
      else fail(branchError(`${err}${err.endsWith('\n') || err === '' ? '' : '\n'}${out}`));
    });
  });
}

interface Heard {
  readonly out: string;
  readonly err: string;
}

function listen(child: ChildProcess, onLine: RunOptions['onLine']): () => Heard {
  const texts = { out: '', err: '' };
  const hear = (name: keyof Heard) => (chunk: string) => {
    texts[name] = (texts[name] + chunk).slice(-MAX_OUTPUT_CHARS);
    const line = chunk
      .split(/[\r\n]+/)
      .filter((part) => part.trim() !== '')
      .at(-1);
    if (name === 'err' && line !== undefined) onLine?.(redacted(line.trim()));
  };
  child.stdout?.setEncoding('utf8').on('data', hear('out'));
  child.stderr?.setEncoding('utf8').on('data', hear('err'));
  return () => texts;
}

/** Ends git and everything it started. */
function stop(child: ChildProcess): void {
  const { pid } = child;
  child.stdout?.destroy();
  child.stderr?.destroy();
  if (pid === undefined) return;
  if (process.platform === 'win32')
    return void spawn('taskkill', ['/pid', String(pid), '/T', '/F'], {
      stdio: 'ignore',
      windowsHide: true,
    }).on('error', () => child.kill());
  const signalGroup = (name: NodeJS.Signals): void => {
    try {
      process.kill(-pid, name);
    } catch {
      // It has ended by itself.
    }
  };
  signalGroup('SIGTERM');
  setTimeout(() => signalGroup('SIGKILL'), GRACE_MS).unref();
}

function timedOut(timeoutMs: number, { err }: Heard): GitError {
  const text = `No answer for ${Math.round(timeoutMs / 1000)} seconds, so it was ended. Check the network, or the remote's address (git remote -v), then try again.`;
  return new GitError('timedOut', text, err);
}

/** English messages, because `branchError` reads them; nobody is asked anything. */
function environment(): NodeJS.ProcessEnv {
  return {
    ...withoutRepository(process.env),
    LC_ALL: 'en_US.UTF-8',
    LANG: 'en_US.UTF-8',
    LANGUAGE: 'en',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS_REQUIRE: 'never',
    GCM_INTERACTIVE: 'never',
    GIT_EDITOR: 'true',
    GIT_MERGE_AUTOEDIT: 'no',
  };
}
