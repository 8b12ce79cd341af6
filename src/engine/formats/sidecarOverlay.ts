import { stat } from 'node:fs/promises';
import { basename, relative, sep } from 'node:path';
import { dataSets } from '../dataset/dataSets';
import { exists } from '../dataset/findUp';
import { scanFolder } from '../dataset/images';
import type { Overlay } from './overlayFs';

/** The sidecars of a folder's images, wherever they live. */
export interface FoundSidecars {
  readonly count: number;
  /** Undefined when all lie beside their images, and the data set file in the folder. */
  readonly overlay: Overlay | undefined;
}

/**
 * Sidecars that do not lie beside their images, and a data set file that lies above the folder, shown as if they did
 * and in the folder: formats know no other place. None when `root` is no folder. Unless it is `surely` a data set of
 * sidecars, nothing is looked for where neither a sidecar nor a data set file speaks for it.
 */
export async function sidecarOverlay(
  root: string,
  surely: boolean,
  signal?: AbortSignal,
): Promise<FoundSidecars> {
  const isFolder = await stat(root).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  if (!isFolder) return { count: 0, overlay: undefined };
  const sets = dataSets({ git: 'git' });
  const { images, sidecars } = await scanFolder(root, sets.schemas, signal);
  const governing = await sets.schemas.nearest(root);
  if (!surely && sidecars.length === 0 && !governing) return { count: 0, overlay: undefined };
  const known = new Set(images);
  const shown = new Map<string, string>();
  const hidden = new Set<string>();
  for (const sidecar of sidecars) {
    signal?.throwIfAborted();
    const beside = sidecar.slice(0, -SUFFIX.length);
    if (known.has(beside)) continue;
    const image = await sets.ownSidecars.imageOf(sidecar);
    if (image === beside || !(await exists(image))) continue;
    hidden.add(inner(root, sidecar));
    if (known.has(image)) shown.set(inner(root, image + SUFFIX), sidecar);
  }
  await addElsewhere(root, images, shown, sets.ownSidecars, signal);
  if (governing && governing.folder !== root) shown.set(basename(governing.path), governing.path);
  const overlay = shown.size + hidden.size > 0 ? { shown, hidden } : undefined;
  return { count: sidecars.length + shown.size, overlay };
}

const SUFFIX = '.labels.json';

/** A tree of sidecars may lie outside of the folder: beside it, when the folder itself is closed to git. */
async function addElsewhere(
  root: string,
  images: readonly string[],
  shown: Map<string, string>,
  sidecars: ReturnType<typeof dataSets>['ownSidecars'],
  signal?: AbortSignal,
): Promise<void> {
  for (const image of images) {
    signal?.throwIfAborted();
    const at = inner(root, image + SUFFIX);
    if (shown.has(at) || (await exists(image + SUFFIX))) continue;
    const location = await sidecars.locate(image);
    if (location.exists && location.path !== image + SUFFIX) shown.set(at, location.path);
  }
}

function inner(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}
