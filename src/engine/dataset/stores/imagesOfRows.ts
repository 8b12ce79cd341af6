import { basename, dirname, extname, join, sep } from 'node:path';
import { isImageName } from '../../../core/dataset/imageNames';
import { DISK, type Files } from '../files';

/** Folders of images that label folders stand beside, by the last part of the label folder's name. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  labels: ['images'],
  annotations: ['JPEGImages', 'images'],
};

/** The images that a label file of one image may belong to by its name and place; they exist. */
export async function imagesOfRows(labelPath: string, files: Files = DISK): Promise<readonly string[]> {
  const stem = basename(labelPath, extname(labelPath));
  const found = await Promise.all(
    imageFolders(dirname(labelPath)).map(async (folder) => {
      const names = await files.list(folder);
      const images = names.filter((name) => isImageName(name) && basename(name, extname(name)) === stem);
      return images.map((name) => join(folder, name));
    }),
  );
  return found.flat();
}

/** The folder itself, and for each folder of labels in its path the one of images that stands beside it. */
export function imageFolders(folder: string): readonly string[] {
  const parts = folder.split(sep);
  const swapped = parts.flatMap((part, i) =>
    (BESIDE[part.toLowerCase()] ?? []).map((name) => parts.with(i, name).join(sep)),
  );
  return [folder, ...swapped.reverse()];
}
