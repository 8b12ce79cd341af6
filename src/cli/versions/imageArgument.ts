import { resolve } from 'node:path';
import { isImageName } from '../../core/dataset/imageNames';
import { dataSets } from '../../engine/dataset/dataSets';
import { isSidecar } from '../../engine/dataset/sidecars';

/** The image that a path means: itself, or the one whose sidecar it is; undefined for folders and other files. */
export async function imageArgument(path: string, cwd: string): Promise<string | undefined> {
  const absolute = resolve(cwd, path);
  if (isImageName(absolute)) return absolute;
  return isSidecar(absolute) ? dataSets({ git: 'git' }).sidecars.imageOf(absolute) : undefined;
}
