import { createHash, randomBytes } from 'node:crypto';
import * as nodeFs from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { errorCode, fileError, fileProblem } from './fileError';

/** Larger text files are refused: a JavaScript string could not hold them. */
const MAX_TEXT_BYTES = 500 * 1024 * 1024;
const TEMP_MARK = '.relabel-tmp-';
const LEFTOVER_AGE_MS = 10 * 60_000;
const RETRY_DELAYS_MS = [20, 60, 150, 400];
const MAX_LINKS = 40;
/** A file name may have 255 bytes on most file systems; the mark and the random part need 27. */
const MAX_NAME_BYTES = 220;

/** The calls of `node:fs/promises` that a save makes; tests give failing ones. */
export type SaveFs = Pick<
  typeof nodeFs,
  'open' | 'rename' | 'unlink' | 'stat' | 'lstat' | 'readlink' | 'readdir' | 'mkdir'
>;

/** The file's text as it is, byte order mark included. Throws `FileError`. */
export async function readTextFile(path: string, maxBytes = MAX_TEXT_BYTES): Promise<string> {
  const bytes = await readBytes(path, maxBytes);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw fileProblem('Could not read', path, 'notUtf8');
  }
}

async function readBytes(path: string, maxBytes: number): Promise<Uint8Array> {
  try {
    const { size } = await nodeFs.stat(path);
    if (size > maxBytes)
      throw fileProblem('Could not read', path, 'tooLarge', `${size} bytes; at most ${maxBytes} are read.`);
    return await nodeFs.readFile(path);
  } catch (error) {
    throw fileError('Could not read', path, error);
  }
}

export function sha256OfText(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** True for the temporary files of `writeAtomic`: watchers and listings leave them alone. */
export function isTempFile(path: string): boolean {
  const name = basename(path);
  return name.startsWith('.') && name.includes(TEMP_MARK);
}

/**
 * Replaces the file's content so that at any moment, also after a crash or a kill, the old or the new text is
 * whole on disk: a temporary file in the same folder is written, synced and renamed over it. A symbolic link
 * is written through to its target; permissions are kept; a read-only file is refused; a missing folder is made.
 * Throws `FileError`.
 */
export async function writeAtomic(path: string, text: string, fs: SaveFs = nodeFs): Promise<void> {
  try {
    const target = await linkTarget(resolve(path), fs);
    const old = await fs.stat(target).catch(() => undefined);
    if (old && !old.isFile()) throw fileProblem('Could not save', path, 'notAFile');
    if (old && (old.mode & 0o222) === 0) throw fileProblem('Could not save', path, 'readOnly');
    await replace(target, text, old, fs);
    void sweepOnce(dirname(target), fs);
  } catch (error) {
    throw fileError('Could not save', path, error);
  }
}

/** Where a chain of links ends, also when nothing is there yet. */
async function linkTarget(path: string, fs: SaveFs): Promise<string> {
  let target = path;
  for (let i = 0; i < MAX_LINKS; i++) {
    const stats = await fs.lstat(target).catch(() => undefined);
    if (!stats?.isSymbolicLink()) return target;
    target = resolve(dirname(target), await fs.readlink(target));
  }
  throw fileProblem('Could not save', path, 'other', 'its symbolic links lead in a circle.');
}

interface OldFile {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

async function replace(target: string, text: string, old: OldFile | undefined, fs: SaveFs): Promise<void> {
  const temp = tempPath(target);
  const handle = await create(temp, fs);
  try {
    await writeSynced(handle, text, old);
    await renameWithRetries(temp, target, fs);
  } catch (error) {
    await fs.unlink(temp).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(target), fs);
}

async function create(path: string, fs: SaveFs): Promise<FileHandle> {
  try {
    return await fs.open(path, 'wx', 0o666);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    await fs.mkdir(dirname(path), { recursive: true });
    return fs.open(path, 'wx', 0o666);
  }
}

/** A name beside a file for its next content; `isTempFile` knows it. */
export function tempPath(path: string): string {
  return join(dirname(path), tempName(basename(path)));
}

function tempName(name: string): string {
  let short = name;
  while (Buffer.byteLength(short) > MAX_NAME_BYTES) short = [...short].slice(0, -8).join('');
  return `.${short}${TEMP_MARK}${randomBytes(6).toString('hex')}`;
}

async function writeSynced(handle: FileHandle, text: string, old: OldFile | undefined): Promise<void> {
  try {
    await handle.writeFile(text, 'utf8');
    if (old) await keepOwnerAndMode(handle, old);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Only root may give files away, and some file systems know no modes: best effort, after the content. */
async function keepOwnerAndMode(handle: FileHandle, old: OldFile): Promise<void> {
  if (process.platform === 'win32') return;
  if (old.uid !== process.getuid?.()) await handle.chown(old.uid, old.gid).catch(() => undefined);
  await handle.chmod(old.mode & 0o7777).catch(() => undefined);
}

/** On Windows a virus scanner or an open reader holds files for moments. */
async function renameWithRetries(from: string, to: string, fs: SaveFs): Promise<void> {
  for (const delayMs of RETRY_DELAYS_MS) {
    try {
      return await fs.rename(from, to);
    } catch (error) {
      if (!isPassing(errorCode(error))) throw error;
      await new Promise((done) => setTimeout(done, delayMs));
    }
  }
  await fs.rename(from, to);
}

function isPassing(code: string | undefined): boolean {
  return code === 'EBUSY' || (process.platform === 'win32' && (code === 'EPERM' || code === 'EACCES'));
}

/** Makes the rename itself survive a power cut; not every platform can open a folder. */
async function syncFolder(folder: string, fs: SaveFs): Promise<void> {
  const handle = await fs.open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close().catch(() => undefined);
}

const swept = new Set<string>();

/** Removes what killed saves left in the folder, once per folder and process. */
async function sweepOnce(folder: string, fs: SaveFs): Promise<void> {
  if (swept.has(folder)) return;
  swept.add(folder);
  const names = await fs.readdir(folder).catch(() => []);
  for (const name of names.filter(isTempFile)) {
    const path = join(folder, name);
    const stats = await fs.stat(path).catch(() => undefined);
    if (stats && Date.now() - stats.mtimeMs > LEFTOVER_AGE_MS) await fs.unlink(path).catch(() => undefined);
  }
}
