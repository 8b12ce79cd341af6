import { readFile, rm } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { VersionRun } from '../../../core/versioning/plan';
import { parseRun, printRun } from '../../../core/versioning/storedRun';
import { writeAtomic } from '../../fs';
import { askGit, type GitPlace } from '../gitProcess';

/** A version under way is kept in git's own folder, so that it can go on or back after anything. */
async function runPath(place: GitPlace): Promise<string> {
  const path = await askGit(place, ['rev-parse', '--git-path', 'relabel/version.json']);
  return isAbsolute(path) ? path : join(place.folder, path);
}

/** The version that did not come to its end; undefined when there is none. Rejects with `GitError`. */
export async function unfinishedRun(place: GitPlace): Promise<VersionRun | undefined> {
  const text = await readFile(await runPath(place), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : parseRun(text);
}

export async function keepRun(place: GitPlace, run: VersionRun): Promise<void> {
  await writeAtomic(await runPath(place), printRun(run));
}

export async function forgetRun(place: GitPlace): Promise<void> {
  await rm(await runPath(place), { force: true });
}
