import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  touched,
  written,
  type Before,
  type FileBefore,
  type VersionPlan,
} from '../../../core/versioning/plan';
import { errorCode, fileError } from '../../fileError';
import { askGit, type GitPlace } from '../gitProcess';

/** What is there before the first step. Rejects with `GitError` or `FileError`. */
export async function lookBefore(place: GitPlace, plan: VersionPlan): Promise<Before> {
  return {
    head: await headOf(place),
    branch: await branchOf(place),
    index: await indexLines(place, touched(plan)),
    files: await textsOf(place.folder, written(plan)),
  };
}

/** Full hash; null before the first commit. */
export async function headOf(place: GitPlace): Promise<string | null> {
  return askGit(place, ['rev-parse', '--verify', '-q', 'HEAD']).catch(() => null);
}

/** Full name of the ref; null when HEAD is detached. */
export async function branchOf(place: GitPlace): Promise<string | null> {
  return askGit(place, ['symbolic-ref', '-q', 'HEAD']).catch(() => null);
}

/** `mode hash stage<tab>path`, as `update-index --index-info` takes it. Paths are given exactly. */
export async function indexLines(place: GitPlace, paths: readonly string[]): Promise<readonly string[]> {
  const wanted = new Set(paths);
  if (wanted.size === 0) return [];
  const text = await askGit(place, ['ls-files', '--stage', '-z']);
  return text.split('\0').filter((line) => wanted.has(line.slice(line.indexOf('\t') + 1)));
}

/** The files' texts; null for one that is not there. */
export async function textsOf(root: string, paths: readonly string[]): Promise<readonly FileBefore[]> {
  return Promise.all(
    paths.map(async (path) => {
      const absolute = join(root, ...path.split('/'));
      try {
        return { path, text: await readFile(absolute, 'utf8') };
      } catch (error) {
        if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return { path, text: null };
        throw fileError('Could not read', absolute, error);
      }
    }),
  );
}
