import { splitNul, streamGit } from './gitProcess';
import { RawParser } from './rawDiff';
import type { VersionsContext } from './versionsContext';

const RENAME_LIMIT = 1000;

/** What files of a commit were called in its parent, by what they are called in it; names relative to the root. */
export async function renamesIn(
  { place }: VersionsContext,
  parent: string,
  commit: string,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const flags = ['-r', '--raw', '-z', '--no-abbrev', '-M', `-l${RENAME_LIMIT}`, '--diff-filter=R'];
  const args = ['diff-tree', ...flags, '--no-ext-diff', parent, commit, '--'];
  const parser = new RawParser();
  const names = new Map<string, string>();
  for await (const text of splitNul(streamGit(place, args, { signal }))) {
    const change = parser.take(text);
    if (change?.fromPath !== undefined) names.set(change.path, change.fromPath);
  }
  return names;
}
