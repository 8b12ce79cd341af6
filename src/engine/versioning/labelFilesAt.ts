import { isImageName } from '../../core/dataset/imageNames';
import { isSidecar } from '../dataset/sidecars';
import type { LabelFileAt } from './labelVersions';
import type { Revision } from './revision';
import { RevisionError } from './revision';
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
  const sidecars: string[] = [];
  for await (const { path } of filesOf(context, view, await context.placeOf(folder), signal)) {
    if (isSidecar(path)) sidecars.push(path);
    if (!isImageName(path)) continue;
    const found = await labelFileOf(view, path);
    if (!found) continue;
    told.add(found.path);
    yield found;
  }
  // Those whose image is nowhere: it was never pulled, or is gone.
  for (const path of sidecars) {
    if (told.has(path)) continue;
    const imagePath = await view.sets.sidecars.imageOf(path);
    const found = await labelFileOf(view, imagePath);
    if (found?.path === path) yield found;
  }
}

async function labelFileOf(
  { files, sets, tree }: RevisionView,
  imagePath: string,
): Promise<LabelFileAt | undefined> {
  const { path, exists, blocked } = await sets.sidecars.locate(imagePath);
  if (!exists || blocked) return undefined;
  return { imagePath, path, blob: tree && (await files.stampOf(path)) };
}
