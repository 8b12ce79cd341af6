import { join, relative, sep } from 'node:path';
import { DISK, type Files } from '../dataset/files';
import { FileError } from '../fileError';
import type { BlobReader } from './blobReader';
import { askGit, type GitPlace } from './gitProcess';
import { GitError } from './gitError';
import type { LfsObjects } from './lfsPointer';
import { RevisionFiles } from './revisionFiles';
import { indexTree, sparsePaths } from './tree';

/** The working tree, and what a sparse checkout leaves out there; absolute. */
export interface DiskView {
  readonly files: Files;
  readonly leftOut: readonly string[];
}

/** Where the objects of a repository come from. */
export interface ObjectsOf {
  /** Absolute. */
  readonly root: string;
  readonly place: GitPlace;
  readonly blobs: BlobReader;
  readonly lfs: LfsObjects;
  readonly signal: AbortSignal | undefined;
}

/** The files on disk; with a sparse checkout also those that git leaves out there: they are not deleted. */
export async function sparseFiles({ root, place, blobs, lfs, signal }: ObjectsOf): Promise<DiskView> {
  const isSparse = await askGit(place, ['config', '--type=bool', 'core.sparseCheckout'], { signal }).catch(
    unset,
  );
  if (isSparse !== 'true') return { files: DISK, leftOut: [] };
  const [left, tree] = await Promise.all([sparsePaths(place, signal), indexTree(place, 0, signal)]);
  const stagedId = (): Promise<undefined> => Promise.resolve(undefined);
  const index = new RevisionFiles({ root, tree, blobs, lfs, hasDisk: true, stagedId });
  const files = overlay(index, (path) => left.has(relative(root, path).split(sep).join('/')));
  return { files, leftOut: [...left].map((name) => join(root, name)) };
}

function unset(error: unknown): string {
  if (error instanceof GitError && error.kind !== 'cancelled') return '';
  throw error;
}

function overlay(index: Files, isLeftOut: (path: string) => boolean): Files {
  const either = async (path: string, ask: (files: Files) => Promise<boolean>): Promise<boolean> =>
    (await ask(DISK)) || (isLeftOut(path) && (await ask(index)));
  const first = async <T>(path: string, read: (files: Files) => Promise<T>): Promise<T> => {
    try {
      return await read(DISK);
    } catch (error) {
      if (!isLeftOut(path) || !(error instanceof FileError)) throw error;
      return read(index);
    }
  };
  return {
    exists: (path) => either(path, (files) => files.exists(path)),
    isFile: (path) => either(path, (files) => files.isFile(path)),
    isFolder: async (path) => (await DISK.isFolder(path)) || index.isFolder(path),
    isLink: (path) => either(path, (files) => files.isLink(path)),
    async list(folder) {
      const left = (await index.list(folder)).filter((name) => isLeftOut(join(folder, name)));
      return [...new Set([...(await DISK.list(folder)), ...left])];
    },
    readText: (path, maxBytes) => first(path, (files) => files.readText(path, maxBytes)),
    readBytes: (path) => first(path, (files) => files.readBytes(path)),
    head: async (path, bytes) =>
      (await DISK.head(path, bytes)) ?? (isLeftOut(path) ? index.head(path, bytes) : undefined),
    stampOf: async (path) =>
      (await DISK.stampOf(path)) ?? (isLeftOut(path) ? index.stampOf(path) : undefined),
    imageHeader: async (path) => (await DISK.imageHeader(path)) ?? index.imageHeader(path),
  };
}
