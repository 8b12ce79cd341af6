import { splitNul, streamGit } from './gitProcess';
import { RawParser, type RawChange } from './rawDiff';
import { RevisionError, revisionTitle, type Revision } from './revision';
import type { VersionsContext } from './versionsContext';

/** More would not fit a command line: then all is compared, and the caller leaves out the rest. */
const MAX_PATHS = 200;
/** Exact renames are found at any number; beyond this many like ones are not looked for among (git-diff, "-l"). */
const RENAME_LIMIT = 1000;
const FLAGS = ['--raw', '-z', '--no-abbrev', '-M', `-l${RENAME_LIMIT}`, '--no-ext-diff', '--no-textconv'];

/**
 * The files that differ between two revisions, as git tells them; new files that git does not know yet belong to the
 * working tree. `names`: files and folders, relative to the root.
 */
export async function* diffFiles(
  context: VersionsContext,
  from: Revision,
  to: Revision,
  names: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<RawChange> {
  const args = await argsOf(context, from, to);
  const parser = new RawParser();
  const paths = names.length <= MAX_PATHS ? names.map((name) => context.pathspec(name)) : [];
  const run = { signal };
  for await (const text of splitNul(streamGit(context.place, [...args, '--', ...paths], run))) {
    const change = parser.take(text);
    if (change) yield change;
  }
  if (from.kind !== 'worktree' && to.kind !== 'worktree') return;
  const others = ['ls-files', '--others', '--exclude-standard', '--full-name', '-z', '--', ...paths];
  for await (const path of splitNul(streamGit(context.place, others, run)))
    if (!path.endsWith('/'))
      yield {
        ...{ status: to.kind === 'worktree' ? 'A' : 'D', path },
        ...{ before: [undefined], after: undefined, isPlain: true },
      };
}

async function argsOf(context: VersionsContext, from: Revision, to: Revision): Promise<readonly string[]> {
  const diff = ['diff', ...FLAGS];
  const [a, b] = [await treeish(context, from), await treeish(context, to)];
  if (a !== undefined && b !== undefined) return ['diff-tree', '-r', ...FLAGS, a, b];
  if (from.kind === 'index' && to.kind === 'worktree') return diff;
  if (from.kind === 'worktree' && to.kind === 'index') return [...diff, '-R'];
  const backwards = a === undefined ? ['-R'] : [];
  const other = a === undefined ? from : to;
  const tree = a ?? b;
  if (tree === undefined || (other.kind !== 'index' && other.kind !== 'worktree'))
    throw new RevisionError(`${revisionTitle(from)} and ${revisionTitle(to)} cannot be compared as a whole.`);
  return [...diff, ...backwards, ...(other.kind === 'index' ? ['--cached'] : []), tree];
}

/** What git calls a revision whose files are all in a tree; undefined for the index and the working tree. */
async function treeish(context: VersionsContext, revision: Revision): Promise<string | undefined> {
  if (revision.kind === 'commit') return revision.commit;
  return revision.kind === 'empty' ? context.emptyTree() : undefined;
}
