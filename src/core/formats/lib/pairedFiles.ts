import type { ReadFs } from '../fs';
import { joined, withoutExtension } from './safePath';
import { walkFiles } from './walkFiles';

/** An image and its text file, of which one may be missing. */
export interface Pair {
  /** Below the folder of images. */
  readonly path: string;
  /** Where the image is; absent when only its labels are there. */
  readonly source?: string;
  /** Where its labels are; absent when there are none. */
  readonly labels?: string;
}

/** Pairs files of two folders by their path without extension; labels alone get `extension`. Sorted by path. */
export function pairedFiles(
  fs: ReadFs,
  imagesFolder: string,
  labelsFolder: string,
  isImage: (name: string) => boolean,
  extension: string,
): readonly Pair[] {
  const from = (folder: string): number => (folder === '' ? 0 : folder.length + 1);
  const left = new Map(
    [...walkFiles(fs, labelsFolder, (name) => name.endsWith('.txt'))].map((labels) => [
      withoutExtension(labels.slice(from(labelsFolder))),
      labels,
    ]),
  );
  const pairs: Pair[] = [...walkFiles(fs, imagesFolder, isImage)].map((source) => {
    const path = source.slice(from(imagesFolder));
    const labels = left.get(withoutExtension(path));
    return { path, source, ...(labels !== undefined && { labels }) };
  });
  for (const { path } of pairs) left.delete(withoutExtension(path));
  return [...pairs, ...[...left].map(([stem, labels]) => ({ path: `${stem}.${extension}`, labels }))];
}

/** Places for images and their text files, of which no two are the same. */
export class PairPlaces {
  readonly #taken = new Set<string>();

  /** `folder` is that of the split; '' is the root. */
  of(
    path: string,
    folder: string,
    images: string,
    labels: string,
  ): { at: string; labels: string; isRenamed: boolean } {
    const stem = withoutExtension(path);
    const extension = path.slice(stem.length);
    const labelsOf = (name: string): string => joined(folder, `${labels}/${name}.txt`);
    let name = stem;
    for (let n = 1; this.#taken.has(labelsOf(name)); n++)
      name = `${stem}_${extension.slice(1)}${n === 1 ? '' : n}`;
    this.#taken.add(labelsOf(name));
    return {
      at: joined(folder, `${images}/${name}${extension}`),
      labels: labelsOf(name),
      isRenamed: name !== stem,
    };
  }
}

export const RENAMED_PAIR = {
  code: 'image-renamed',
  message: 'images are renamed: another one with the same name but for the extension has the label file',
};

/** Paths that are unique: below their folder, or with the split before them where that is not enough. */
export function uniquePairPaths(
  pairs: readonly { readonly path: string; readonly split: string | undefined }[],
): readonly string[] {
  const paths = pairs.map(({ path }) => path);
  if (new Set(paths).size === paths.length) return paths;
  return pairs.map(({ path, split }) => joined(split ?? '', path));
}
