import { extname } from 'node:path';
import { isImageName } from '../core/dataset/imageNames';
import { isSidecar } from '../engine/dataset/sidecars';
import { imagesOfRows } from '../engine/dataset/stores/imagesOfRows';

/** Files of one image's labels in other formats: whether one is shows only its place beside images. */
const ROWS = new Set(['.txt', '.xml', '.json']);
/** So many of them are looked at. */
const MAX_LOOKED_AT = 200;

/**
 * Whether any of the files (absolute) is an image or holds labels. `isNamed`: files that hold the labels of images that
 * were opened.
 */
export async function holdsLabels(
  paths: ReadonlySet<string>,
  isNamed: (path: string) => boolean,
): Promise<boolean> {
  const all = [...paths];
  if (all.some((path) => isSidecar(path) || isImageName(path) || isNamed(path))) return true;
  for (const path of all.filter((each) => ROWS.has(extname(each).toLowerCase())).slice(0, MAX_LOOKED_AT))
    if ((await imagesOfRows(path)).length > 0) return true;
  return false;
}
