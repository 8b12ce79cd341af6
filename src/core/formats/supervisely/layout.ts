import type { Source } from '../format';
import { foldersWith } from '../lib/splitFolders';
import { isImageName, joined } from '../lib/safePath';

export const META = 'meta.json';
export const ANN = 'ann';
export const IMG = 'img';

/** An image of a dataset, and what is said of it. */
export interface Item {
  /** Folder of the dataset. */
  readonly dataset: string;
  readonly name: string;
  readonly image?: string;
  readonly annotation?: string;
}

/** All images of all datasets; nested ones (`a/datasets/b`) as well. */
export function itemsOf(source: Source): readonly Item[] {
  return foldersWith(source.fs, [ANN]).flatMap((dataset) => itemsOfDataset(source, dataset));
}

function itemsOfDataset({ fs }: Source, dataset: string): readonly Item[] {
  const [ann, img] = [joined(dataset, ANN), joined(dataset, IMG)];
  const names = (folder: string) =>
    fs.list(folder).flatMap(({ name, kind }) => (kind === 'file' ? [name] : []));
  const images = new Set(names(img).filter(isImageName));
  const said = new Set(names(ann).flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -5)] : [])));
  return [...new Set([...images, ...said])].sort().map((name) => ({
    dataset,
    name,
    ...(images.has(name) && { image: `${img}/${name}` }),
    ...(said.has(name) && { annotation: `${ann}/${name}.json` }),
  }));
}

/** Where paths and splits stand that the layout has no place for: in annotations, and in `meta.json` for images without. */
export const OWN = 'relabel';

export function itemKey({ dataset, name }: Item): string {
  return joined(dataset, name);
}
