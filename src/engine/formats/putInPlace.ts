import { existsSync, lstatSync, readdirSync, rmSync, rmdirSync, statSync } from 'node:fs';
import { fileError } from '../fileError';
import { renamePatiently, stagingPath } from './staging';
import { TargetError } from './targetWriter';

/** Refuses a target that holds something already, unless it may be replaced. */
export function refuseExisting(target: string, force: boolean): void {
  if (!existsLink(target) || force) return;
  if (isEmptyFolder(target)) return;
  throw new TargetError(`${target} is there already and was left as it is. Use --force to replace it.`);
}

/**
 * Renames what was written to its place. What stood there is set aside first and removed last: at any moment the old
 * or the new one is whole on disk. When the second rename fails, the old one is put back.
 */
export function putInPlace(staged: string, target: string, force: boolean): void {
  refuseExisting(target, force);
  if (isFilePair(staged, target)) return rename(staged, target);
  if (isEmptyFolder(target)) rmdirSync(target);
  if (!existsLink(target)) return rename(staged, target);
  const old = stagingPath(target, 'old');
  rename(target, old);
  try {
    rename(staged, target);
  } catch (error) {
    rename(old, target);
    throw error;
  }
  rmSync(old, { recursive: true, force: true });
}

function rename(from: string, to: string): void {
  try {
    renamePatiently(from, to);
  } catch (error) {
    throw fileError('Could not put in place', to, error);
  }
}

/** A file replaces a file at once. */
function isFilePair(staged: string, target: string): boolean {
  return existsSync(target) && statSync(target).isFile() && statSync(staged).isFile();
}

function existsLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isEmptyFolder(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isDirectory() === true && readdirSync(path).length === 0;
}
