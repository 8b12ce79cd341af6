import { DISK, type Files } from '../files';
import type { SidecarLocation, Sidecars } from '../sidecars';
import { isSidecar } from '../sidecars';
import { imagesOfRows } from './imagesOfRows';
import type { LabelStores } from './stores';

/** Where the labels of images are: a sidecar that exists comes first, then a label file of another format. */
export function withStores(sidecars: Sidecars, stores: LabelStores, files: Files = DISK): Sidecars {
  const locate = async (imagePath: string): Promise<SidecarLocation> => {
    const own = await sidecars.locate(imagePath);
    if (own.exists || own.blocked) return own;
    const store = await stores.of(imagePath);
    return store ? { path: store.path, exists: store.exists, store } : own;
  };
  return {
    locate,
    sidecarOf: async (imagePath) => (await locate(imagePath)).path,
    async imageOf(path) {
      if (isSidecar(path)) return sidecars.imageOf(path);
      for (const image of await imagesOfRows(path, files))
        if ((await locate(image)).path === path) return image;
      return sidecars.imageOf(path);
    },
    forget: () => {
      sidecars.forget();
      stores.forget();
    },
  };
}
