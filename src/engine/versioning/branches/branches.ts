import { GitError } from '../gitError';
import { isSidecar } from '../../dataset/sidecars';
import { runGit, type RunOptions } from './runGit';

/** A place to push to. `url` may hold secrets: show it through `withoutSecrets`. */
export interface Remote {
  readonly name: string;
  readonly url: string;
}

/** Where a branch is followed on a remote. */
export interface Upstream {
  readonly remote: string;
  readonly branch: string;
}

export interface BranchState {
  /** Undefined when HEAD is detached. */
  readonly branch: string | undefined;
  /** False before the first commit. */
  readonly hasCommits: boolean;
  readonly remotes: readonly Remote[];
  readonly upstream: Upstream | undefined;
  /** Files with changes that are not committed, untracked ones included. */
  readonly uncommitted: number;
  /** `user.name`, as commits would have it. */
  readonly userName: string | undefined;
}

/** What a proposal consists of. */
export interface ProposalSummary {
  readonly commits: number;
  /** Changed sidecars. */
  readonly labelFiles: number;
  readonly otherFiles: number;
}

/** Branches and their way to a remote. Rejects with `GitError`; a failure leaves the repository as it was. */
export interface Branches {
  state(root: string): Promise<BranchState>;
  /** Why git does not take the name; undefined when it does. */
  refusedName(root: string, name: string): Promise<string | undefined>;
  /** Makes a branch at a revision and switches to it; changes that are not committed come along. */
  start(root: string, name: string, from: string): Promise<void>;
  /** The branch that others start from, on the remote or here; undefined when nothing tells. */
  defaultBranch(root: string, remote: string | undefined): Promise<DefaultBranch | undefined>;
  /** What the branch holds that the revision does not. */
  summary(root: string, from: string): Promise<ProposalSummary>;
  /** Pushes the branch under its own name and follows it there. */
  push(root: string, remote: string, branch: string, options?: TransferOptions): Promise<void>;
  fetch(root: string, remote: string, branch: string, options?: TransferOptions): Promise<void>;
  /** Merges what was fetched last; says how many files are in conflict then. */
  mergeFetched(root: string): Promise<{ readonly conflicts: number }>;
}

export interface DefaultBranch {
  /** Without the remote's name. */
  readonly name: string;
  /** What can be looked up here: `origin/main`, or `main` when only that is here. */
  readonly revision: string;
}

export type TransferOptions = Pick<RunOptions, 'signal' | 'timeoutMs' | 'onLine'>;

const TRANSFER_MS = 120_000;

export function openBranches(options: Pick<RunOptions, 'program' | 'signal'> = {}): Branches {
  const run: Run = (root, args, more = {}) => runGit(root, args, { ...options, ...more });
  return {
    state: (root) => state(run, root),
    refusedName: (root, name) => refusedName(run, root, name),
    start: (root, name, from) => start(run, root, name, from),
    defaultBranch: (root, remote) => defaultBranch(run, root, remote),
    summary: (root, from) => summary(run, root, from),
    push: (root, remote, branch, more) => push(run, root, remote, branch, more),
    fetch: async (root, remote, branch, more) => {
      const ref = `refs/heads/${branch}`;
      const refspec = `${ref}:refs/remotes/${remote}/${branch}`;
      await run(root, ['fetch', '--progress', '--', remote, refspec], transfer(more));
    },
    mergeFetched: (root) => mergeFetched(run, root),
  };
}

type Run = (root: string, args: readonly string[], options?: RunOptions) => Promise<string>;

function transfer(options: TransferOptions = {}): RunOptions {
  return { timeoutMs: TRANSFER_MS, ...options };
}

/** What git writes; undefined when it says no. */
async function asked(run: Run, root: string, ...args: string[]): Promise<string | undefined> {
  try {
    return (await run(root, args)).replace(/\r?\n$/, '') || undefined;
  } catch (error) {
    if (error instanceof GitError && ENDS_ALL.has(error.kind)) throw error;
    return undefined;
  }
}

/** Failures that are no answer. */
const ENDS_ALL: ReadonlySet<string> = new Set([
  ...['cancelled', 'notInstalled', 'timedOut', 'notARepository', 'unsafeRepository'],
]);

async function state(run: Run, root: string): Promise<BranchState> {
  const branch = await asked(run, root, 'symbolic-ref', '--short', '-q', 'HEAD');
  const head = await asked(run, root, 'rev-parse', '--verify', '-q', 'HEAD');
  const changes = await run(root, ['status', '--porcelain=v1', '-z', '--no-renames']);
  return {
    branch,
    hasCommits: head !== undefined,
    remotes: await remotes(run, root),
    upstream: branch === undefined ? undefined : await upstream(run, root, branch),
    uncommitted: changes.split('\0').filter((entry) => entry.length > 3).length,
    userName: await asked(run, root, 'config', '--get', 'user.name'),
  };
}

async function remotes(run: Run, root: string): Promise<readonly Remote[]> {
  const names = (await asked(run, root, 'remote'))?.split('\n') ?? [];
  const found = names
    .map((name) => name.trim())
    // Such a name could only be one that pretends to be an option.
    .filter((name) => name !== '' && !name.startsWith('-'))
    .map(async (name) => ({
      name,
      url: (await asked(run, root, 'remote', 'get-url', '--push', '--', name)) ?? '',
    }));
  return Promise.all(found);
}

async function upstream(run: Run, root: string, branch: string): Promise<Upstream | undefined> {
  const remote = await asked(run, root, 'config', '--get', `branch.${branch}.remote`);
  const ref = await asked(run, root, 'config', '--get', `branch.${branch}.merge`);
  if (remote === undefined || remote === '.' || ref === undefined) return undefined;
  return { remote, branch: ref.replace(/^refs\/heads\//, '') };
}

async function refusedName(run: Run, root: string, name: string): Promise<string | undefined> {
  if (name.trim() === '') return 'A branch needs a name.';
  if (name.startsWith('-')) return 'The name of a branch cannot begin with "-".';
  // `@{-1}` is a name for another branch: git takes it, and answers with that one's.
  const taken = await asked(run, root, 'check-ref-format', '--branch', name);
  if (taken !== name || name === 'HEAD' || name === '@')
    return `Git does not take "${name}" as a name: no spaces, no "..", none of ~ ^ : ? * [ \\, no "/" or ".lock" at the end.`;
  const exists = await asked(run, root, 'rev-parse', '--verify', '-q', `refs/heads/${name}`);
  return exists === undefined ? undefined : `There is a branch ${name} already.`;
}

async function start(run: Run, root: string, name: string, from: string): Promise<void> {
  const refused = await refusedName(run, root, name);
  if (refused !== undefined) throw new GitError('refused', refused);
  const commit = await asked(
    run,
    root,
    'rev-parse',
    '--verify',
    '-q',
    '--end-of-options',
    `${from}^{commit}`,
  );
  // Before the first commit there is nothing to start from: the branch that will be born is given another name.
  if (commit === undefined && from === 'HEAD')
    return void (await run(root, ['symbolic-ref', 'HEAD', `refs/heads/${name}`]));
  if (commit === undefined) throw new GitError('refused', `There is nothing called ${from} to start from.`);
  await run(root, ['switch', '--no-track', '--create', name, commit]);
}

async function defaultBranch(
  run: Run,
  root: string,
  remote: string | undefined,
): Promise<DefaultBranch | undefined> {
  if (remote !== undefined) {
    const head = await asked(run, root, 'symbolic-ref', '--short', '-q', `refs/remotes/${remote}/HEAD`);
    if (head !== undefined) return { name: head.slice(remote.length + 1), revision: head };
  }
  const configured = await asked(run, root, 'config', '--get', 'init.defaultBranch');
  for (const name of [configured, 'main', 'master'].filter((each) => each !== undefined)) {
    const places = [
      ...(remote === undefined ? [] : [[`refs/remotes/${remote}/${name}`, `${remote}/${name}`]]),
      [`refs/heads/${name}`, name],
    ] as const;
    for (const [ref = '', revision = ''] of places)
      if ((await asked(run, root, 'rev-parse', '--verify', '-q', ref)) !== undefined)
        return { name, revision };
  }
  return undefined;
}

async function summary(run: Run, root: string, from: string): Promise<ProposalSummary> {
  const base = await asked(run, root, 'rev-parse', '--verify', '-q', '--end-of-options', `${from}^{commit}`);
  if (base === undefined) throw new GitError('refused', `There is nothing called ${from} to compare with.`);
  const commits = Number(await run(root, ['rev-list', '--count', `${base}..HEAD`, '--']));
  const start = await asked(run, root, 'merge-base', base, 'HEAD');
  const names = await run(root, ['diff', '--name-only', '-z', '--no-renames', start ?? base, 'HEAD', '--']);
  const files = names.split('\0').filter((name) => name !== '');
  const labelFiles = files.filter(isSidecar).length;
  return { commits, labelFiles, otherFiles: files.length - labelFiles };
}

async function push(
  run: Run,
  root: string,
  remote: string,
  branch: string,
  options?: TransferOptions,
): Promise<void> {
  const known = (await remotes(run, root)).some(({ name }) => name === remote);
  if (!known)
    throw new GitError(
      'noRemote',
      `There is no remote called ${remote}. Add one: git remote add ${remote} URL`,
    );
  const ref = `refs/heads/${branch}`;
  const args = ['push', '--progress', '--set-upstream', '--', remote, `${ref}:${ref}`];
  await run(root, args, transfer(options));
}

async function mergeFetched(run: Run, root: string): Promise<{ readonly conflicts: number }> {
  try {
    await run(root, ['merge', '--no-edit', 'FETCH_HEAD']);
    return { conflicts: 0 };
  } catch (error) {
    const unmerged = await run(root, ['diff', '--name-only', '-z', '--diff-filter=U', '--']);
    const conflicts = unmerged.split('\0').filter((name) => name !== '').length;
    if (conflicts === 0) throw error;
    return { conflicts };
  }
}
