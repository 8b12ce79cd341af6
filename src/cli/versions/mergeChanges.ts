import { join } from 'node:path';
import { splitNul, streamGit } from '../../engine/versioning/gitProcess';
import type { LabelChange } from '../../engine/versioning/labelVersions';
import type { Revision } from '../../engine/versioning/revision';
import type { Versions } from '../../engine/versioning/versions';
import { within } from '../../engine/versioning/viewImages';

/**
 * What a merge did to labels itself: images whose labels are none of those that any of its parents has, beside those of
 * the first one. `paths` are absolute; none means everywhere.
 */
export async function mergeChanges(
  versions: Versions,
  merge: Revision & { readonly kind: 'commit' },
  parents: readonly string[],
  paths: readonly string[],
  signal: AbortSignal,
): Promise<readonly LabelChange[]> {
  const files = await ownFiles(versions, merge.commit, signal);
  if (files.length === 0) return [];
  const [first, ...others] = await Promise.all(
    parents.map((parent) => changesSince(versions, parent, merge, files, signal)),
  );
  const isWanted = within(paths.length > 0 ? paths : undefined);
  return [...(first?.values() ?? [])].filter(
    (change) => placesOf(change).some(isWanted) && others.every((other) => other.has(change.imagePath)),
  );
}

/** Files that differ from those of all parents; absolute. */
async function ownFiles(
  { root, place }: Versions,
  merge: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const flags = ['-c', '-r', '-z', '--name-only', '--no-commit-id', '--no-renames', '--no-ext-diff'];
  const files: string[] = [];
  for await (const name of splitNul(streamGit(place, ['diff-tree', ...flags, merge, '--'], { signal })))
    files.push(join(root, name));
  return files;
}

async function changesSince(
  versions: Versions,
  parent: string,
  merge: Revision,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, LabelChange>> {
  const from: Revision = { kind: 'commit', commit: parent, name: parent };
  const found = new Map<string, LabelChange>();
  for await (const change of versions.changesBetween(from, merge, { paths, signal }))
    found.set(change.imagePath, change);
  return found;
}

function placesOf({ imagePath, before, after }: LabelChange): readonly string[] {
  return [imagePath, before?.path, after?.path].filter((path) => path !== undefined);
}
