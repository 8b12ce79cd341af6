import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errorCode } from '../fileError';

/*
 * Beside a target `out` there may stand, while it is being written:
 *   .out.relabel-new-<pid>-<random>   what is being written
 *   .out.relabel-old-<pid>-<random>   what stood there, in the moment between two renames
 * Both are left behind only by a kill or a power cut. The next run with this target removes the first, and puts the
 * second back when the target is missing.
 */
const MARK = '.relabel-';
/** A file name may have 255 bytes; a character has up to four. */
const MAX_NAME_CHARS = 40;
const STAGED = /\.relabel-(?:new|old)-\d+-[0-9a-f]{8}(?:-\d+)?$/;

/** True for what stands beside a target only while it is being written. */
export function isStaging(name: string): boolean {
  return name.startsWith('.') && STAGED.test(name);
}

export function stagingPath(target: string, kind: 'new' | 'old'): string {
  const random = randomBytes(4).toString('hex');
  return join(dirname(target), `${prefixOf(target)}${kind}-${process.pid}-${random}`);
}

function prefixOf(target: string): string {
  return `.${[...basename(target)].slice(0, MAX_NAME_CHARS).join('')}${MARK}`;
}

/** Clears what interrupted runs left beside the target; says in words what it did. */
export function clearLeftovers(target: string): string[] {
  const left = leftoversOf(target);
  const said: string[] = [];
  for (const place of left.filter(({ kind }) => kind === 'old')) said.push(putBack(place.path, target));
  for (const { path } of left.filter(({ kind }) => kind === 'new')) {
    rmSync(path, { recursive: true, force: true });
    said.push(`Removed ${path}, left by a run that was interrupted before ${target} was replaced.`);
  }
  return said;
}

function putBack(old: string, target: string): string {
  if (existsSync(target)) {
    rmSync(old, { recursive: true, force: true });
    return `Removed ${old}: a run was interrupted after it had put the new ${target} in place.`;
  }
  renameSync(old, target);
  return `Put the old ${target} back: a run was interrupted before it had put the new one in place.`;
}

interface Leftover {
  readonly path: string;
  readonly kind: 'new' | 'old';
}

function leftoversOf(target: string): Leftover[] {
  const prefix = prefixOf(target);
  const folder = dirname(target);
  return namesIn(folder).flatMap((name): Leftover[] => {
    const match = name.startsWith(prefix)
      ? /^(new|old)-(\d+)-[0-9a-f]{8}(?:-\d+)?$/.exec(name.slice(prefix.length))
      : null;
    if (!match || isRunning(Number(match[2]))) return [];
    return [{ path: join(folder, name), kind: match[1] === 'old' ? 'old' : 'new' }];
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** A process of another user counts as running. Our own left nothing: it is still at work. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

const RENAME_TRIES = 20;
const RENAME_PAUSE_MS = 50;

/** On Windows a virus scanner or an open reader holds files for moments. */
export function renamePatiently(from: string, to: string): void {
  for (let tries = 1; ; tries++) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      const code = errorCode(error) ?? '';
      if (
        tries >= RENAME_TRIES ||
        process.platform !== 'win32' ||
        !['EPERM', 'EACCES', 'EBUSY'].includes(code)
      )
        throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RENAME_PAUSE_MS);
    }
  }
}
