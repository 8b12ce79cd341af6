import { dvcTrackerOf } from '../dataset/dvcTracker';
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
    const tracker = revision.kind === 'file' ? undefined : await dvcTrackerOf(files, context.root, path);
    return tracker === undefined ? undefined : { kind: 'dvc', trackedBy: tracker };
  }
}
