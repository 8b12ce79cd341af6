import { resolve, sep } from 'node:path';
import { runProgram, type Ended } from './runProgram';
import { DRIVER_FOLDER } from './mergeScript';

/** A working tree of a repository, and what it shares with the others. All absolute. */
export interface DriverRepository {
  readonly root: string;
  /** Folder of the scripts: shared by all worktrees. */
  readonly scripts: string;
}

/** The repository that holds a folder, or why there is none, in words. Never rejects. */
export async function driverRepository(
  folder: string,
  signal?: AbortSignal,
): Promise<DriverRepository | string> {
  const asked = await git(folder, ['rev-parse', '--show-toplevel', '--git-common-dir'], signal);
  const [root, common] = asked.stdout.split(/\r?\n/);
  if (asked.code === undefined) return `git could not be run: ${asked.stderr.trim()}`;
  if (asked.code !== 0 || !root || !common)
    return `${folder} is in no working tree of a git repository: ${asked.stderr.trim()}`;
  return { root: resolve(root), scripts: resolve(folder, common, DRIVER_FOLDER) };
}

/** Runs git without a shell; never rejects. */
export function git(folder: string, args: readonly string[], signal?: AbortSignal): Promise<Ended> {
  return runProgram('git', args, { cwd: folder, ...(signal && { signal }) });
}

export function slashed(path: string): string {
  return path.split(sep).join('/');
}
