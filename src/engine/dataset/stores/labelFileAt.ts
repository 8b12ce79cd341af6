import type { DataSets } from '../dataSets';
import { imagesOfRows } from './imagesOfRows';
import type { LabelStore } from './labelStore';

/** A file that is edited in place: that of one image, one for many images, or one that lists their classes. */
export type LabelFileAt =
  { readonly kind: 'image'; readonly store: LabelStore } | { readonly kind: 'shared' };

/** What a file is to the images around it; undefined when their labels are not in it. */
export async function labelFileAt(
  path: string,
  { sidecars, stores }: Pick<DataSets, 'sidecars' | 'stores'>,
): Promise<LabelFileAt | undefined> {
  if (stores.isNamed(path)) return { kind: 'shared' };
  for (const image of await imagesOfRows(path)) {
    const { store } = await sidecars.locate(image);
    if (store?.path === path) return { kind: 'image', store };
    if (stores.isNamed(path)) return { kind: 'shared' };
  }
  return undefined;
}
