import { basename, extname } from 'node:path';
import { isSidecar } from '../dataset/sidecars';
import type { LabelStore } from '../dataset/stores/labelStore';
import { readStore } from '../dataset/stores/readStore';
import { FileError } from '../fileError';
import { readTextFile } from '../fs';
import type { LabelsAt } from './labelVersions';
import { labelsOf, sidecarLabels } from './readLabels';
import type { RevisionView } from './versionsContext';

/**
 * The labels of an image as one file by itself says them: a sidecar under any name, or a file of any format that is
 * edited in place and is used around the image: the one its labels are kept in now, else the one that understands it.
 * An empty file (what `git difftool` gives for one that is not there) says nothing.
 */
export async function fileLabels(
  path: string,
  imagePath: string,
  now: Pick<RevisionView, 'sets' | 'files'>,
): Promise<LabelsAt | undefined> {
  try {
    const text = await readTextFile(path);
    if (text === '') return undefined;
    if (isSidecar(path) || /^\uFEFF?\s*\{\s*"relabel"/.test(text)) return sidecarLabels(path, text);
    return await inPlaceLabels(path, imagePath, now, text);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return error.kind === 'missing' ? undefined : { kind: 'unreadable', path, reason: error.message };
  }
}

async function inPlaceLabels(
  path: string,
  imagePath: string,
  now: Pick<RevisionView, 'sets' | 'files'>,
  text: string,
): Promise<LabelsAt | undefined> {
  let first: LabelsAt | undefined;
  for (const store of await storesFor(path, imagePath, now)) {
    const read = labelsOf((await readStore({ ...store, path }, [], now.files)).read);
    if (read?.kind === 'labels') return read;
    first ??= read;
  }
  if (first || !/\.(txt|xml)$/i.test(path)) return first ?? sidecarLabels(path, text);
  const reason = `Nothing around ${basename(imagePath)} says in which format ${basename(path)} is: a data.yaml or classes.txt names the classes of YOLO, and an Annotations folder speaks for VOC.`;
  return { kind: 'unreadable', path, reason };
}

/** The one that is used now first; files of other names (git's temporary ones) are of that format. */
async function storesFor(
  path: string,
  imagePath: string,
  { sets }: Pick<RevisionView, 'sets'>,
): Promise<readonly LabelStore[]> {
  const { store } = await sets.sidecars.locate(imagePath);
  const all = [...(store ? [store] : []), ...(await sets.stores.every(imagePath))];
  const fitting = all.filter((each) => extname(each.path).toLowerCase() === extname(path).toLowerCase());
  return fitting.length > 0 || !store ? fitting : [store];
}
