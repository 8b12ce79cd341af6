import { absentImages } from './absentImages';
import { isImageName } from '../../core/dataset/imageNames';
import { isSidecar } from '../dataset/sidecars';
import type { LabelFileAt } from './labelVersions';
import type { Revision } from './revision';
import { RevisionError } from './revision';
import { cancelled } from './gitProcess';
import { imagesByName, sharedImages, type ImagesByName } from './sharedImages';
import { filesOf } from './viewImages';
import type { RevisionView, VersionsContext } from './versionsContext';

/** Every image with labels at a revision; see `Versions.labelFilesAt`. */
export async function* labelFilesAt(
  context: VersionsContext,
  revision: Revision,
  {
    folder = context.root,
    signal,
  }: { readonly folder?: string; readonly signal?: AbortSignal | undefined } = {},
): AsyncGenerator<LabelFileAt> {
  if (revision.kind === 'file') throw new RevisionError(`${revision.path} is one file and no data set.`);
  const view = await context.view(revision);
  const told = new Set<string>();
  const images: string[] = [];
  const others: string[] = [];
  for await (const { path } of filesOf(context, view, await context.ownPlaceOf(folder), signal)) {
    if (/\.(?:json|txt|xml)$/i.test(path)) others.push(path);
    if (!isImageName(path)) continue;
    images.push(path);
    const found = await labelFileOf(view, path);
    if (!found) continue;
    told.add(found.path);
    yield found;
  }
  const known = imagesByName(images);
  const seen = new Set(images);
  for (const path of others) {
    if (signal?.aborted) throw cancelled();
    if (told.has(path) && !view.sets.stores.isNamed(path)) continue;
    for (const imagePath of await imagesWithout(view, path, known))
      if (!seen.has(imagePath)) {
        seen.add(imagePath);
        const found = await labelFileOf(view, imagePath);
        if (found?.path === path) yield found;
      }
  }
}

/** Images that a label file names and that may be nowhere: they were never pulled, or are gone. */
async function imagesWithout(
  view: RevisionView,
  path: string,
  known: ImagesByName,
): Promise<readonly string[]> {
  if (isSidecar(path)) return [await view.sets.sidecars.imageOf(path)];
  const shared = /\.json$/i.test(path) ? await sharedImages(view, path, () => Promise.resolve(known)) : [];
  return shared.length > 0 ? shared : absentImages(view, path, () => Promise.resolve(known));
}

async function labelFileOf(
  { files, sets, tree }: RevisionView,
  imagePath: string,
): Promise<LabelFileAt | undefined> {
  const { path, exists, blocked } = await sets.sidecars.locate(imagePath);
  if (!exists || blocked) return undefined;
  return { imagePath, path, blob: tree && (await files.stampOf(path)) };
}
