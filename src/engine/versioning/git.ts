import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleGit, type SimpleGit } from 'simple-git';
import { programPath } from '../programPath';
import { gitEnvironment } from './gitEnvironment';
import { GitError, gitError } from './gitError';
import { askGit, doGit, runGit, type GitPlace } from './gitProcess';
import { parsePorcelain, type ChangedFile } from './porcelain';

/** Where a repository stands. */
export interface RepositoryState {
  readonly root: string;
  /** Undefined when HEAD is detached. */
  readonly branch: string | undefined;
  /** False before the first commit. */
  readonly hasCommits: boolean;
  /** What is under way and unfinished. */
  readonly operation: 'merge' | 'rebase' | 'cherry-pick' | 'revert' | 'bisect' | undefined;
}

/** The few things we ask of git. Everything rejects with `GitError`. Paths are relative to the root. */
export interface Git {
  /** The root of the repository that holds `folder`; undefined when there is none. */
  rootOf(folder: string): Promise<string | undefined>;
  state(root: string): Promise<RepositoryState>;
  /** Changed, new and deleted files that match one of the globs, compared with the last commit. */
  changed(root: string, globs: readonly string[]): Promise<readonly ChangedFile[]>;
  /** The file's text in the last commit; undefined when it is not there. */
  committedText(root: string, path: string): Promise<string | undefined>;
  /** Commits these files as they are on disk, and nothing else: what else is staged stays staged. */
  commitOnly(root: string, files: readonly ChangedFile[], message: string): Promise<CommitResult>;
  init(folder: string): Promise<void>;
}

export interface CommitResult {
  /** Short hash. */
  readonly commit: string;
}

export interface GitOptions {
  /** The program; the built-in Git extension's `git.path`. */
  readonly program?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Git without a shell: English messages, no terminal prompts, paths taken literally. What changes the index goes
 * through simple-git; what only looks, and what starts hooks that must end with it, runs as `gitProcess.ts` has it.
 */
export function openGit(options: GitOptions = {}): Git {
  const { program, signal } = options;
  const ask: Ask = (folder, args) => runGit({ folder, program }, args, { signal }).then(textOf);
  return {
    rootOf: (folder) => rootOf({ folder, program }, signal),
    state: (root) => state(ask, root),
    changed: (root, globs) => changed(ask, root, globs),
    committedText: (root, path) => committedText(ask, root, path),
    commitOnly: (root, files, message) => told(() => commitOnly(root, options, files, message)),
    init: (folder) => told(async () => void (await client(folder, options).raw('init'))),
  };
}

/** What git writes in a folder. */
type Ask = (folder: string, args: readonly string[]) => Promise<string>;

function textOf(bytes: Buffer): string {
  return bytes.toString('utf8');
}

const PROCESSES_AT_ONCE = 6;

/** Paths go through a pipe, because thousands do not fit a command line. */
const FROM_STDIN = ['--pathspec-from-file=-', '--pathspec-file-nul'];

function client(
  folder: string,
  { program, signal }: GitOptions,
  paths: readonly ChangedFile[] = [],
): SimpleGit {
  const binary = programPath(program ?? 'git');
  if (binary === undefined) throw gitError('spawn git ENOENT');
  const git = simpleGit({
    baseDir: folder,
    maxConcurrentProcesses: PROCESSES_AT_ONCE,
    // A killed git may leave a hook behind that holds the pipes: its exit counts, not only their end.
    completion: { onClose: true, onExit: 200 },
    allowEnvironment: ['GIT_TERMINAL_PROMPT'],
    input: (command) => (command.includes('--pathspec-from-file=-') ? pathspecs(paths) : undefined),
    errors: (error, result) =>
      result.exitCode === 0 ? error : (error ?? Buffer.concat([...result.stdErr, ...result.stdOut])),
    ...(binary !== 'git' && { binary, unsafe: { allowUnsafeCustomBinary: true } }),
    ...(signal && { abort: signal }),
  });
  return git.env(gitEnvironment());
}

/** Taken literally, `[` and `*` included. */
function pathspecs(files: readonly ChangedFile[]): string {
  return files.map(({ path }) => `:(literal,top)${path}`).join('\0');
}

async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw gitError(error);
  }
}

async function rootOf(place: GitPlace, signal: AbortSignal | undefined): Promise<string | undefined> {
  try {
    return await askGit(place, ['rev-parse', '--show-toplevel'], { signal });
  } catch (error) {
    if (error instanceof GitError && error.kind === 'notARepository') return undefined;
    throw error;
  }
}

const OPERATIONS = {
  'rebase-merge': 'rebase',
  'rebase-apply': 'rebase',
  MERGE_HEAD: 'merge',
  CHERRY_PICK_HEAD: 'cherry-pick',
  REVERT_HEAD: 'revert',
  BISECT_LOG: 'bisect',
} as const;

async function state(ask: Ask, root: string): Promise<RepositoryState> {
  const folder = (await ask(root, ['rev-parse', '--absolute-git-dir'])).replace(/\r?\n$/, '');
  const branch = await orUndefined(ask(root, ['symbolic-ref', '--short', '-q', 'HEAD']));
  const head = await orUndefined(ask(root, ['rev-parse', '--verify', '-q', 'HEAD']));
  let operation: RepositoryState['operation'];
  for (const [file, name] of Object.entries(OPERATIONS))
    if (await exists(join(folder, file))) operation ??= name;
  return { root, branch: branch?.trim() || undefined, hasCommits: Boolean(head?.trim()), operation };
}

async function changed(ask: Ask, root: string, globs: readonly string[]): Promise<readonly ChangedFile[]> {
  const pathspecs = globs.map((glob) => `:(glob)${glob}`);
  const flags = ['--porcelain=v1', '-z', '--no-renames', '--untracked-files=all'];
  return parsePorcelain(await ask(root, ['status', ...flags, '--', ...pathspecs]));
}

/** What git says of a path that is not in the last commit, and of a repository without one. */
const NOT_COMMITTED = /not (?:exist )?in 'HEAD'|(?:invalid|not a valid) object name/i;

async function committedText(ask: Ask, root: string, path: string): Promise<string | undefined> {
  try {
    return await ask(root, ['cat-file', 'blob', `HEAD:${path}`]);
  } catch (error) {
    if (error instanceof GitError && NOT_COMMITTED.test(error.output)) return undefined;
    throw error;
  }
}

/**
 * `git commit --only` takes the named files from the disk whatever the index says of them, and leaves the rest of
 * the index alone. It knows no untracked files: these are announced first, and forgotten again if the commit fails.
 */
async function commitOnly(
  root: string,
  options: GitOptions,
  files: readonly ChangedFile[],
  message: string,
): Promise<CommitResult> {
  if (files.length === 0) throw new GitError('nothing', 'There is nothing to commit.');
  const { program, signal } = options;
  const ask: Ask = (folder, args) => runGit({ folder, program }, args, { signal }).then(textOf);
  await refuseUnmerged(ask, root, files);
  const untracked = files.filter((file) => file.untracked);
  const sparse = untracked.length > 0 ? await sparseFlags(ask, root) : [];
  try {
    if (untracked.length > 0)
      await patiently(() =>
        client(root, options, untracked).raw('add', '--intent-to-add', ...sparse, ...FROM_STDIN),
      );
    const args = ['commit', '--quiet', '--only', '-m', message, ...FROM_STDIN];
    const run = { signal, input: pathspecs(files) };
    await patiently(() => doGit({ folder: root, program }, args, run));
  } catch (error) {
    // Also after it was cancelled, by a signal that would end this, too.
    if (untracked.length > 0) await forget(client(root, { program }, untracked));
    throw error;
  }
  // Nothing cancels it any more: it is made.
  return { commit: await askGit({ folder: root, program }, ['rev-parse', '--short', 'HEAD']) };
}

/** How long another git is waited for that has the lock: another window's, or that of the terminal. */
const LOCK_DELAYS_MS = [100, 300, 600];

async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (const delayMs of LOCK_DELAYS_MS)
    try {
      return await work();
    } catch (error) {
      if (gitError(error).kind !== 'locked') throw error;
      await new Promise((done) => setTimeout(done, delayMs));
    }
  return work();
}

/** In a rebase git would take a file with conflict marks for resolved. */
async function refuseUnmerged(ask: Ask, root: string, files: readonly ChangedFile[]): Promise<void> {
  const lines = (await ask(root, ['ls-files', '--unmerged', '--full-name', '-z'])).split('\0');
  const unmerged = new Set(lines.map((line) => line.slice(line.indexOf('\t') + 1)));
  const conflict = files.find(({ path }) => unmerged.has(path));
  if (!conflict) return;
  const text = `${conflict.path} is in conflict: resolve it first (git add), then commit.`;
  throw new GitError('midOperation', text);
}

/** New files outside of a sparse checkout are refused unless they are meant (since git 2.34). */
async function sparseFlags(ask: Ask, root: string): Promise<readonly string[]> {
  const isSparse = await orUndefined(ask(root, ['config', '--type=bool', 'core.sparseCheckout']));
  return isSparse?.trim() === 'true' ? ['--sparse'] : [];
}

/** How often, and how long apart, a git that was told to end is waited for. */
const FORGET_TRIES = 20;
const FORGET_DELAY_MS = 100;

/** Best effort, so that the reason of the failure is what is told. `git rm` takes paths from a pipe since 2.26 only. */
async function forget(git: SimpleGit): Promise<void> {
  for (let i = 0; i < FORGET_TRIES; i++)
    try {
      return void (await git.raw('reset', '--quiet', ...FROM_STDIN));
    } catch (error) {
      if (gitError(error).kind !== 'locked') return;
      await new Promise((done) => setTimeout(done, FORGET_DELAY_MS));
    }
}

async function orUndefined<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (thrown) {
    const error = gitError(thrown);
    if (error.kind === 'cancelled' || error.kind === 'notInstalled') throw error;
    return undefined;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
