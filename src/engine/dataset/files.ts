import { lstat, open, readdir, readFile, stat } from 'node:fs/promises';
import type { ImageHeader } from '../../core/imageHeader/imageHeader';
import { fileError, fileProblem } from '../fileError';
import { readTextFile } from '../fs';
import { exists, isFile, isFolder } from './findUp';
import { imageHeaderOf } from './imageHeaderOf';

/**
 * Files that are looked at to find and read labels: those on disk, or those of a commit as if it were checked out.
 * Paths are absolute. Links are followed, where not said otherwise.
 */
export interface Files {
  exists(path: string): Promise<boolean>;
  isFile(path: string): Promise<boolean>;
  isFolder(path: string): Promise<boolean>;
  /** Not followed. */
  isLink(path: string): Promise<boolean>;
  /** Names in a folder; none when it cannot be read. */
  list(folder: string): Promise<readonly string[]>;
  /** Throws `FileError`. */
  readText(path: string, maxBytes?: number): Promise<string>;
  /** What is there, be it a pointer of Git LFS. Throws `FileError`. */
  readBytes(path: string): Promise<Buffer>;
  /** The first bytes of a file; undefined when it cannot be read. */
  head(path: string, bytes: number): Promise<Buffer | undefined>;
  /** Differs when the content does; undefined when it is no file. */
  stampOf(path: string): Promise<string | undefined>;
  /** Undefined when the image is not there or not understood. */
  imageHeader(path: string): Promise<ImageHeader | undefined>;
}

const MAX_BYTES = 500 * 1024 * 1024;

export const DISK: Files = {
  exists,
  isFile,
  isFolder,
  isLink: (path) =>
    lstat(path).then(
      (stats) => stats.isSymbolicLink(),
      () => false,
    ),
  list: (folder) => readdir(folder).catch(() => []),
  readText: readTextFile,
  readBytes,
  head: readHead,
  stampOf,
  imageHeader: (path) => imageHeaderOf(path).catch(() => undefined),
};

async function readBytes(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size <= MAX_BYTES) return await readFile(path);
    throw fileProblem('Could not read', path, 'tooLarge', `${size} bytes; at most ${MAX_BYTES} are read.`);
  } catch (error) {
    throw fileError('Could not read', path, error);
  }
}

async function readHead(path: string, bytes: number): Promise<Buffer | undefined> {
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) return undefined;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } catch {
    return undefined;
  } finally {
    await file.close();
  }
}

async function stampOf(path: string): Promise<string | undefined> {
  const stats = await stat(path, { bigint: true }).catch(() => undefined);
  return stats?.isFile() ? `${stats.size}:${stats.mtimeNs}:${stats.ctimeNs}:${stats.ino}` : undefined;
}
