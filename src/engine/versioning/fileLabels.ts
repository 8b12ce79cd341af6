import { isSidecar } from '../dataset/sidecars';
import { readStore } from '../dataset/stores/readStore';
import { FileError } from '../fileError';
import { readTextFile } from '../fs';
import type { LabelsAt } from './labelVersions';
import { labelsOf, sidecarLabels } from './readLabels';
import type { RevisionView } from './versionsContext';

/**
 * The labels of an image as one file by itself says them: a sidecar under any name, or a file of the format in which
 * the image's labels are kept now. An empty file (what `git difftool` gives for one that is not there) says nothing.
 */
export async function fileLabels(
  path: string,
  imagePath: string,
  now: RevisionView,
): Promise<LabelsAt | undefined> {
  try {
    const text = await readTextFile(path);
    if (text === '') return undefined;
    if (isSidecar(path) || /^\uFEFF?\s*\{\s*"relabel"/.test(text)) return sidecarLabels(path, text);
    const { store } = await now.sets.sidecars.locate(imagePath);
    if (!store) return sidecarLabels(path, text);
    return labelsOf((await readStore({ ...store, path }, [], now.files)).read);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return error.kind === 'missing' ? undefined : { kind: 'unreadable', path, reason: error.message };
  }
}
