import { askGit, splitNul, streamGit, type GitPlace } from './gitProcess';
import { GitError } from './gitError';
import type { ListedRevision } from './labelVersions';

const RECENT_COMMITS = 30;
const FIELDS = ['%H', '%h', '%aN', '%at', '%s'];

/** Everything that a pick list of versions offers; see `Versions.list`. Throws `GitError`. */
export async function listRevisions(
  place: GitPlace,
  {
    commits = RECENT_COMMITS,
    signal,
  }: { readonly commits?: number; readonly signal?: AbortSignal | undefined } = {},
): Promise<readonly ListedRevision[]> {
  const [refs, stashes, recent] = await Promise.all([
    listRefs(place, signal),
    listStashes(place, signal),
    listCommits(place, commits, signal),
  ]);
  return [...refs, ...stashes, ...recent];
}

const REF_FIELDS = ['refname', 'symref', 'HEAD', 'objecttype', '*objecttype'];
const COMMIT_FIELDS = ['objectname', 'objectname:short', 'authorname', 'authordate:unix', 'subject'];
const KINDS: readonly (readonly [prefix: string, kind: ListedRevision['kind']])[] = [
  ['refs/heads/', 'branch'],
  ['refs/tags/', 'tag'],
  ['refs/remotes/', 'remote'],
  ['refs/pull/', 'proposal'],
  ['refs/merge-requests/', 'proposal'],
];

async function listRefs(place: GitPlace, signal?: AbortSignal): Promise<readonly ListedRevision[]> {
  // An annotated tag has its own facts; those behind the star are of the commit it stands for.
  const fields = [...REF_FIELDS, ...COMMIT_FIELDS, ...COMMIT_FIELDS.map((field) => `*${field}`)];
  const format = fields.map((field) => `%(${field})`).join('%00');
  const prefixes = KINDS.map(([prefix]) => prefix);
  const text = await askGit(
    place,
    ['for-each-ref', '--sort=-creatordate', `--format=${format}`, ...prefixes],
    { signal },
  );
  const listed = unambiguous(text.split('\n').flatMap((line) => refOf(line.split('\0')) ?? []));
  return KINDS.flatMap(([, kind], i) =>
    KINDS.findIndex(([, other]) => other === kind) === i ? listed.filter((each) => each.kind === kind) : [],
  );
}

interface ListedRef extends ListedRevision {
  /** In full. */
  readonly ref: string;
}

function refOf([ref = '', symref, head, type, itsType, ...facts]: readonly string[]): ListedRef | undefined {
  const [prefix, kind] = KINDS.find(([start]) => ref.startsWith(start)) ?? [];
  const count = COMMIT_FIELDS.length;
  const own =
    type === 'commit' ? facts.slice(0, count) : itsType === 'commit' ? facts.slice(count) : undefined;
  if (prefix === undefined || kind === undefined || symref !== '' || !own) return undefined;
  const name = shortName(ref, prefix, kind);
  return { ref, kind, name, ...factsOf(own), ...(head === '*' && { isCurrent: true }) };
}

/** A branch and a tag of one name: git would take the tag for either. */
function unambiguous(listed: readonly ListedRef[]): readonly ListedRevision[] {
  const counts = new Map<string, number>();
  for (const { name } of listed) counts.set(name, (counts.get(name) ?? 0) + 1);
  return listed.map(({ ref, ...own }) => ({ ...own, name: counts.get(own.name) === 1 ? own.name : ref }));
}

function shortName(ref: string, prefix: string, kind: ListedRevision['kind']): string {
  const name = ref.slice(prefix.length);
  if (kind === 'proposal') return ref;
  // In full where git would take it for an option, or for another name of ours.
  return /^-|^(?:WORKTREE|INDEX|EMPTY|HEAD)$/.test(name) ? ref : name;
}

function factsOf([
  commit = '',
  shortHash = '',
  author = '',
  seconds = '',
  subject = '',
]: readonly string[]): Omit<ListedRevision, 'kind' | 'name'> {
  return { commit, shortHash, author, atMs: Number(seconds) * 1000, subject };
}

async function listStashes(place: GitPlace, signal?: AbortSignal): Promise<readonly ListedRevision[]> {
  const found = await listLog(place, ['--walk-reflogs', 'refs/stash', '--'], signal);
  // `%gd` would follow the user's form of dates.
  return found.map((facts, i) => ({ kind: 'stash', name: `stash@{${i}}`, ...facts }));
}

async function listCommits(
  place: GitPlace,
  most: number,
  signal?: AbortSignal,
): Promise<readonly ListedRevision[]> {
  const found = await listLog(place, [`--max-count=${most}`, 'HEAD', '--'], signal);
  return found.map((facts) => ({ kind: 'commit', name: facts.shortHash, ...facts }));
}

async function listLog(
  place: GitPlace,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<readonly Omit<ListedRevision, 'kind' | 'name'>[]> {
  const format = `--format=${FIELDS.join('%x00')}`;
  const found: Omit<ListedRevision, 'kind' | 'name'>[] = [];
  try {
    let fields: string[] = [];
    for await (const field of splitNul(
      streamGit(place, ['log', '-z', '--no-patch', '--encoding=UTF-8', format, ...args], { signal }),
    )) {
      fields.push(field);
      if (fields.length < FIELDS.length) continue;
      found.push(factsOf(fields));
      fields = [];
    }
  } catch (error) {
    if (!(error instanceof GitError) || !hasNone(error)) throw error;
  }
  return found;
}

/** No commit yet, or nothing was ever stashed. */
function hasNone({ kind, output }: GitError): boolean {
  return kind === 'refused' && /bad revision|unknown revision|does not have any commits/.test(output);
}
