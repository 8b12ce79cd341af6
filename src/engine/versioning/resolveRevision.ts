import { alike } from './alike';
import { GitError } from './gitError';
import { askGit, runGit, type GitPlace } from './gitProcess';
import { EMPTY, INDEX, RevisionError, WORKTREE, type Revision } from './revision';
import { splitDate } from './revisionDate';

const NAMED: ReadonlyMap<string, Revision> = new Map<string, Revision>([
  ['WORKTREE', WORKTREE],
  ['INDEX', INDEX],
  ['INDEX:1', { kind: 'index', stage: 1 }],
  ['INDEX:2', { kind: 'index', stage: 2 }],
  ['INDEX:3', { kind: 'index', stage: 3 }],
  ['EMPTY', EMPTY],
]);

const OBJECT_ID = /^[0-9a-f]{40,64}$/;

/** What a name means in a repository; see `Versions.resolve`. Throws `RevisionError`, `GitError`. */
export async function resolveRevision(
  place: GitPlace,
  name: string,
  signal?: AbortSignal,
): Promise<Revision> {
  const known = NAMED.get(name);
  if (known) return known;
  refuseOdd(name);
  const commit =
    (await ofTwo(place, name, signal)) ??
    (await ofDate(place, name, signal)) ??
    (await verified(place, name, signal)) ??
    (await ofProposal(place, name, signal));
  if (commit !== undefined) return { kind: 'commit', commit, name };
  await refuseLost(place, name, signal);
  if (await isBeforeFirst(place, name, signal)) return EMPTY;
  throw await notFound(place, name, signal);
}

/** Git would take it for an option, or for more than one word. */
function refuseOdd(name: string): void {
  const shown = JSON.stringify(name);
  if (name === '') throw new RevisionError('A version needs a name: a branch, a tag, a commit, a date.');
  if (name.startsWith('-'))
    throw new RevisionError(
      `${shown} begins with a dash. If a branch is called so, write refs/heads/${name}.`,
    );
  if (/[\0\r\n]/.test(name)) throw new RevisionError(`${shown} is no name of a version: it has a line end.`);
  if (/[^.]\.\.[^.]|\.\.$|^\.\.[^.]/.test(name))
    throw new RevisionError(`${shown} names two versions where one is asked for.`);
}

/** The full hash of the commit; undefined when git knows none of that name. */
async function verified(place: GitPlace, name: string, signal?: AbortSignal): Promise<string | undefined> {
  try {
    // No `--end-of-options`, which older ones do not take here: names that begin with a dash were refused.
    const said = await askGit(place, ['rev-parse', '--verify', `${name}^{commit}`], { signal });
    // `^HEAD` is taken, too, and means all that is not in it.
    return OBJECT_ID.test(said) ? said : undefined;
  } catch (error) {
    if (!(error instanceof GitError) || error.kind !== 'refused') throw error;
    if (/ambiguous/.test(error.output) && !/unknown revision/.test(error.output))
      throw new RevisionError(
        `${JSON.stringify(name)} is the beginning of more than one hash: write more of it.`,
      );
    return undefined;
  }
}

/** `A...B`: where the two parted. */
async function ofTwo(place: GitPlace, name: string, signal?: AbortSignal): Promise<string | undefined> {
  const [, left, right] = /^(.*?)\.\.\.(.*)$/.exec(name) ?? [];
  if (left === undefined || right === undefined) return undefined;
  const [a, b] = await Promise.all(
    [left, right].map((side) => resolveRevision(place, side || 'HEAD', signal)),
  );
  if (a?.kind !== 'commit' || b?.kind !== 'commit')
    throw new RevisionError(`${JSON.stringify(name)}: both sides have to be commits.`);
  try {
    return await askGit(place, ['merge-base', a.commit, b.commit], { signal });
  } catch (error) {
    if (!(error instanceof GitError) || error.kind !== 'refused') throw error;
    const parted = `${left || 'HEAD'} and ${right || 'HEAD'} have no commit in common`;
    throw new RevisionError(`${parted}${await shallowHint(place, signal)}.`);
  }
}

/** The last commit that is not later, along the line that HEAD (or another ref) itself took. */
async function ofDate(place: GitPlace, name: string, signal?: AbortSignal): Promise<string | undefined> {
  const date = splitDate(name);
  if (!date) return undefined;
  const isRef = !name.includes('@{') && (await verified(place, name, signal));
  if (isRef) return isRef;
  const from = await verified(place, date.ref, signal);
  if (from === undefined) return undefined;
  const args = ['rev-list', '-1', '--first-parent', `--before=${date.before}`, from];
  const commit = await askGit(place, args, { signal });
  if (commit !== '') return commit;
  const none = `${date.ref} has no commit as old as ${date.before}`;
  throw new RevisionError(`${none}${await shallowHint(place, signal)}.`);
}

/** `pr/12`, `mr/12`: heads of pull and merge requests where they were fetched, as the hosts call them. */
async function ofProposal(place: GitPlace, name: string, signal?: AbortSignal): Promise<string | undefined> {
  const number = /^(?:pr|mr|pull|merge-requests|#|!)\/?(\d{1,9})$/i.exec(name)?.[1];
  if (number === undefined) return undefined;
  for (const ref of proposalRefs(number)) {
    const commit = await verified(place, ref, signal);
    if (commit !== undefined) return commit;
  }
  throw new RevisionError(
    `The head of proposal ${number} is not in this clone. Fetch it: git fetch origin refs/pull/${number}/head:refs/pull/${number}/head (GitLab: refs/merge-requests/${number}/head).`,
  );
}

function proposalRefs(number: string): readonly string[] {
  const names = [`pull/${number}/head`, `merge-requests/${number}/head`, `pull-requests/${number}/from`];
  return [
    ...names.map((name) => `refs/${name}`),
    ...names.map((name) => `refs/remotes/origin/${name}`),
    ...['pr', 'mr'].map((kind) => `refs/remotes/origin/${kind}/${number}`),
  ];
}

/** A name of something that is not there must not count as nothing: what is compared with it would seem new. */
async function refuseLost(place: GitPlace, name: string, signal?: AbortSignal): Promise<void> {
  const id = await answered(place, ['rev-parse', '--verify', '--quiet', name], signal);
  if (id === undefined || !OBJECT_ID.test(id)) return;
  if ((await answered(place, ['cat-file', '-e', id], signal)) !== undefined) return;
  const text = `${name} is ${id}, which is damaged or not in this clone. Look with git fsck; git fetch may bring it.`;
  throw new GitError('refused', text);
}

/** Undefined when git says no. */
async function answered(
  place: GitPlace,
  args: readonly string[],
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  try {
    return await askGit(place, args, { signal });
  } catch (error) {
    if (error instanceof GitError && error.kind === 'refused') return undefined;
    throw error;
  }
}

/** HEAD of a repository without commits, and the parent of a first commit. */
async function isBeforeFirst(place: GitPlace, name: string, signal?: AbortSignal): Promise<boolean> {
  if (name === 'HEAD' || name === '@') return true;
  const base = /^(.+?)(?:\^1?|~1?)$/.exec(name)?.[1];
  const commit = base === undefined ? undefined : await verified(place, base, signal);
  if (commit === undefined) return false;
  const parents = await askGit(place, ['rev-list', '--parents', '-1', commit], { signal });
  if (parents.includes(' ')) return false;
  if (!(await isShallow(place, signal))) return true;
  throw new RevisionError(
    `What is before ${base ?? ''} is not in this clone, which is shallow. Fetch it: git fetch --unshallow.`,
  );
}

async function isShallow(place: GitPlace, signal?: AbortSignal): Promise<boolean> {
  return (await askGit(place, ['rev-parse', '--is-shallow-repository'], { signal })) === 'true';
}

/** What is usual in CI, and the first thing to look at where something older is asked for. */
async function shallowHint(place: GitPlace, signal?: AbortSignal): Promise<string> {
  return (await isShallow(place, signal))
    ? ' in this clone, which is shallow: git fetch --unshallow brings what is older (in CI: fetch-depth: 0)'
    : '';
}

async function notFound(place: GitPlace, name: string, signal?: AbortSignal): Promise<RevisionError> {
  const base = /^(.+?)[~^]/.exec(name)?.[1];
  if (base !== undefined && (await verified(place, base, signal)) !== undefined)
    return new RevisionError(`There is no commit ${name}${await shallowHint(place, signal)}.`);
  const format = '--format=%(refname:short)';
  const refs = ['refs/heads', 'refs/tags', 'refs/remotes'];
  const text = (await runGit(place, ['for-each-ref', format, ...refs], { signal })).toString('utf8');
  const close = alike(name, text.split('\n').filter(Boolean));
  const hint = close.length > 0 ? `; did you mean ${close.join(' or ')}?` : '.';
  return new RevisionError(`No branch, tag or commit is called ${name}${hint}`);
}
