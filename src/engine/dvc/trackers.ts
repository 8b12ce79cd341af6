import { readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { isDvcFileName, parseDvcFile, pipelineOf, type DvcOut } from '../../core/dvc/dvcFile';
import { isAtOrBelow } from '../../core/dvc/names';
import { askGit, type GitPlace } from '../versioning/gitProcess';

/** A file that says what DVC tracks, and what it says. Paths are relative to git's root, `/` between names. */
export interface Tracker {
  readonly path: string;
  readonly outs: readonly DvcOut[];
  readonly problems: readonly string[];
}

/** Every `.dvc` file and `dvc.lock` of the repository, untracked ones included. Rejects with `GitError`. */
export async function trackersOf(
  place: GitPlace,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<readonly Tracker[]> {
  const globs = [':(glob)**/*.dvc', ':(glob)**/dvc.lock'];
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...globs];
  const text = await askGit(place, args, { signal });
  const paths = [...new Set(text.split('\0'))].filter((path) =>
    isDvcFileName(path.slice(path.lastIndexOf('/') + 1)),
  );
  const trackers = await Promise.all(paths.sort().map((path) => readTracker(place.folder, path)));
  return trackers.filter((tracker) => tracker !== undefined);
}

/** Undefined when there is no such file on disk. Never rejects. */
export async function readTracker(root: string, path: string): Promise<Tracker | undefined> {
  const text = await textAt(root, path);
  if (text === undefined) return undefined;
  const pipeline = pipelineOf(path);
  const beside = pipeline === undefined ? undefined : await textAt(root, pipeline);
  const { outs, problems } = parseDvcFile(text, path, beside);
  return { path, outs, problems: problems.map(({ message, line }) => `${path}:${line ?? 1}: ${message}`) };
}

function textAt(root: string, path: string): Promise<string | undefined> {
  return readFile(join(root, ...path.split('/')), 'utf8').catch(() => undefined);
}

/** The `.dvc` file of a file itself or of the nearest folder above it that has one, as it is on disk now. */
export async function trackerOf(
  root: string,
  absolutePath: string,
): Promise<{ readonly tracker: Tracker; readonly out: DvcOut } | undefined> {
  const path = relative(root, absolutePath).split(sep).join('/');
  for (let at = path; at !== '.' && at !== '' && !at.startsWith('..'); at = slashedDirname(at)) {
    const tracker = await readTracker(root, `${at}.dvc`);
    const out = tracker?.outs.find((one) => isAtOrBelow(path, one.path));
    if (tracker && out) return { tracker, out };
  }
  return undefined;
}

function slashedDirname(path: string): string {
  return dirname(path).split(sep).join('/');
}
