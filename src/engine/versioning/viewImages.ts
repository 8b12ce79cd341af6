import { join, resolve } from 'node:path';
import { isImageName } from '../../core/dataset/imageNames';
import { ancestors } from '../dataset/findUp';
import { walk } from '../dataset/walk';
import type { Fold } from './foldedTree';
import type { RevisionView, VersionsContext } from './versionsContext';

/** A file at a revision, absolute, and its object id where it has one. */
export interface SeenFile {
  readonly path: string;
  readonly blob: string | undefined;
}

/** Every file at and below a folder: those of the revision, then images that are only on disk. */
export async function* filesOf(
  context: VersionsContext,
  view: RevisionView,
  folder: string,
  signal?: AbortSignal,
): AsyncGenerator<SeenFile> {
  const { tree } = view;
  const seen = new Set<string>();
  if (tree)
    for await (const { path, entry } of tree.walk(await context.nameOf(folder), signal)) {
      if (entry.kind !== 'file' && entry.kind !== 'link') continue;
      const at = context.pathOf(path);
      if (isImageName(at)) seen.add(at);
      yield { path: at, blob: entry.id };
    }
  if (context.repository.isBare) return;
  const isBelow = within([folder]);
  for (const path of view.leftOut) if (isBelow(path)) yield { path, blob: undefined };
  for await (const { files } of walk(folder, signal))
    for (const path of files)
      if (tree ? isImageName(path) && !seen.has(path) : true) yield { path, blob: undefined };
  // Hidden from walks, and where DagsHub keeps labels.
  if (!tree)
    for (const name of await view.files.list(join(folder, '.labelstudio')))
      yield { path: join(folder, '.labelstudio', name), blob: undefined };
}

/** True for what is at or below one of the places; for everything when none is named. */
export function within(
  places: readonly string[] | undefined,
  fold: Fold = (name) => name,
): (path: string) => boolean {
  if (!places) return () => true;
  const wanted = new Set(places.map((place) => fold(resolve(place))));
  return (path) => ancestors(fold(path)).some((at) => wanted.has(at));
}
