import type { Revision } from '../../engine/versioning/revision';
import type { Versions } from '../../engine/versioning/versions';
import { UsageError } from '../command';
import { comparisonOf } from './revisionArguments';

/** Where a log begins, what it leaves out, and the paths it is about as they were given. */
export interface LogStart {
  readonly from: Revision;
  /** Everything that this commit has. */
  readonly without?: Revision;
  readonly paths: readonly string[];
}

/** `[A | A..B] [PATH...]`; HEAD when nothing is said. Throws `UsageError`. */
export async function logStart(
  positionals: readonly string[],
  words: { readonly versions: Versions; readonly cwd: string },
): Promise<LogStart> {
  const { from, to, paths } = await comparisonOf(positionals, false, words);
  const given = positionals.length - paths.length;
  if (given > 1) throw new UsageError('Give one version, or A..B.');
  const isRange = to.kind !== 'worktree';
  for (const side of isRange ? [from, to] : [from])
    if (side.kind !== 'commit' && side.kind !== 'empty')
      throw new UsageError('Give a commit, a branch or a tag.');
  const rest = positionals.slice(given);
  return isRange ? { from: to, without: from, paths: rest } : { from, paths: rest };
}
