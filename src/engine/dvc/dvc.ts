import { relative, sep } from 'node:path';
import { belowPrefix, parseDataStatus, type DataStatus } from '../../core/dvc/dataStatus';
import { DvcError } from './dvcError';
import { runDvc, type DvcProgram, type DvcRun } from './runDvc';

/** What we ask of DVC. Paths are relative to git's root, `/` between names. Everything rejects with `DvcError`. */
export interface Dvc {
  readonly program: DvcProgram;
  /** What changed between git, the `.dvc` files, the cache and the disk. `remote` also asks the remote, over the network. */
  status(options?: { readonly remote?: boolean }, run?: DvcRun): Promise<DataStatus>;
  /** Objects that the remote lacks, or that are only there, by path: `new`, `deleted`, `missing`. */
  cloudStatus(run?: DvcRun): Promise<ReadonlyMap<string, string>>;
  /** Records files or folders as they are on disk; a file of a tracked folder is recorded in that folder's list. */
  add(targets: readonly string[], run?: DvcRun): Promise<void>;
  /** Records outputs of `.dvc` files or stages as they are on disk. */
  commit(targets: readonly string[], run?: DvcRun): Promise<void>;
  checkout(targets: readonly string[], run?: DvcRun): Promise<void>;
  /** Brings what is recorded from the remote to the disk; without targets all of it. */
  pull(targets: readonly string[], run?: DvcRun): Promise<void>;
  fetch(targets: readonly string[], run?: DvcRun): Promise<void>;
  push(targets: readonly string[], run?: DvcRun): Promise<void>;
  /** Paths that differ between two revisions, or a revision and the disk, with their hashes. */
  diff(from: string, to?: string, run?: DvcRun): Promise<DvcDiff>;
}

/** One entry of `dvc diff --json --show-hash`. */
export interface DvcDiffEntry {
  /** Folders end with `/`. */
  readonly path: string;
  /** Of a renamed one. */
  readonly from?: string;
}
const DIFF_KINDS = ['added', 'deleted', 'modified', 'renamed', 'not in cache'] as const;
type DiffKind = (typeof DIFF_KINDS)[number];
export type DvcDiff = ReadonlyMap<DiffKind, readonly DvcDiffEntry[]>;

/** A command line holds about 32,000 characters on Windows. */
const MAX_LINE_CHARS = 20_000;
const STATUS_MS = 5 * 60_000;

/** The program for the repository of DVC at `root`, which lies in git's root or below it. */
export function openDvc(program: DvcProgram, root: string, gitRoot = root): Dvc {
  const prefix = relative(gitRoot, root)
    .split(sep)
    .filter((name) => name !== '')
    .map((name) => `${name}/`)
    .join('');
  const run = (args: readonly string[], options?: DvcRun): Promise<string> =>
    runDvc(program, root, args, options);
  const each = (command: readonly string[]) => (targets: readonly string[], options?: DvcRun) =>
    inParts(
      targets.map((target) => own(target, prefix)),
      (part) => run([...command, ...(part.length > 0 ? ['--'] : []), ...part], options),
    );
  return {
    program,
    status: async ({ remote = false } = {}, options) => {
      const args = ['data', 'status', '--json', '--granular', ...(remote ? ['--not-in-remote'] : [])];
      const status = parseDataStatus(await run(args, { timeoutMs: STATUS_MS, ...options }));
      return belowPrefix(understood(status, 'data status'), prefix);
    },
    cloudStatus: async (options) => mapOf(await run(['status', '-c', '--json'], options)),
    add: each(['add']),
    commit: each(['commit', '--force']),
    checkout: each(['checkout']),
    pull: each(['pull']),
    fetch: each(['fetch']),
    push: each(['push']),
    diff: async (from, to, options) => {
      for (const name of [from, to ?? ''])
        if (name.startsWith('-'))
          throw new DvcError('failed', `"${name}" is no revision: it begins with "-".`);
      const ends = to === undefined ? [from] : [from, to];
      return diffOf(await run(['diff', '--json', '--show-hash', '--', ...ends], options));
    },
  };
}

/** A repository of DVC may be a folder of git's. */
function own(target: string, prefix: string): string {
  if (target.startsWith(prefix)) return target.slice(prefix.length);
  throw new DvcError('failed', `${target} is not in the DVC repository at ${prefix}.`);
}

/** Targets that begin with `-` stand behind `--`; many go over several commands. No targets are one command. */
async function inParts(
  targets: readonly string[],
  work: (part: readonly string[]) => Promise<string>,
): Promise<void> {
  let part: string[] = [];
  let chars = 0;
  for (const target of targets) {
    if (part.length > 0 && chars + target.length > MAX_LINE_CHARS) {
      await work(part);
      [part, chars] = [[], 0];
    }
    part.push(target);
    chars += target.length + 3;
  }
  await work(part);
}

function understood<T>(value: T | undefined, command: string): T {
  if (value !== undefined) return value;
  throw new DvcError(
    'failed',
    `dvc ${command} did not answer as expected: it may be too old. Version 3 is needed.`,
  );
}

function json(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text.trim() === '' ? '{}' : text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function mapOf(text: string): ReadonlyMap<string, string> {
  const value = understood(json(text), 'status');
  return new Map(
    Object.entries(value).flatMap(([path, state]) => (typeof state === 'string' ? [[path, state]] : [])),
  );
}

function diffOf(text: string): DvcDiff {
  const value = understood(json(text), 'diff');
  const entries = new Map<DiffKind, readonly DvcDiffEntry[]>();
  for (const [kind, list] of Object.entries(value)) {
    const known = DIFF_KINDS.find((one) => one === kind);
    if (known && Array.isArray(list)) entries.set(known, list.flatMap(entryOf));
  }
  return entries;
}

function entryOf(item: unknown): DvcDiffEntry[] {
  const path = typeof item === 'object' && item !== null && 'path' in item ? item.path : undefined;
  if (typeof path === 'string') return [{ path }];
  if (typeof path !== 'object' || path === null || !('old' in path) || !('new' in path)) return [];
  return typeof path.old === 'string' && typeof path.new === 'string'
    ? [{ path: path.new, from: path.old }]
    : [];
}
