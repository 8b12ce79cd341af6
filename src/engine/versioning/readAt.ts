import { dirname } from 'node:path';
import type { Files } from '../dataset/files';
import { ancestors } from '../dataset/findUp';
import { FileError } from '../fileError';
import type { FileAt } from './labelVersions';
import { readPointer } from './lfsPointer';
import type { Revision } from './revision';
import type { VersionsContext } from './versionsContext';

/** A file's bytes at a revision; see `Versions.readAt`. */
export async function readAt(
  context: VersionsContext,
  revision: Revision,
  path: string,
): Promise<FileAt | undefined> {
  const { files } = await context.view(revision);
  try {
    const bytes = await files.readBytes(revision.kind === 'file' ? revision.path : path);
    const pointer = readPointer(bytes);
    if (!pointer) return { kind: 'bytes', bytes };
    const fetched = await context.lfs.read(pointer);
    return fetched ? { kind: 'bytes', bytes: fetched } : { kind: 'lfs', ...pointer };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    if (error.kind !== 'missing') return { kind: 'unreadable', reason: error.message };
    return revision.kind === 'file' ? undefined : inDvc(context, files, path);
  }
}

/** Of the file itself, or of a folder that it is in. */
async function inDvc({ root }: VersionsContext, files: Files, path: string): Promise<FileAt | undefined> {
  for (const at of [path, ...ancestors(dirname(path))]) {
    if (at === root || !at.startsWith(root)) break;
    if (await files.isFile(`${at}.dvc`)) return { kind: 'dvc', trackedBy: `${at}.dvc` };
  }
  return undefined;
}
