import type { Source } from '../format';
import { isImageName } from '../lib/safePath';
import { walkFiles } from '../lib/walkFiles';

export const GT = 'gtFine';
export const IMAGES = 'leftImg8bit';
/** Of the four files of an image, the one that says most comes first. */
const KINDS = ['polygons.json', 'instanceIds.png', 'labelIds.png', 'labelTrainIds.png'] as const;
export type GtKind = (typeof KINDS)[number];

const NAME = /^(.*)_gt(?:Fine|Coarse)_(polygons\.json|instanceIds\.png|labelIds\.png|labelTrainIds\.png)$/;

/** An image, `<split>/<city>/<stem>`, and what is said of it. */
export interface CityImage {
  readonly split: string;
  /** `<city>/<stem>`. */
  readonly key: string;
  readonly image?: string;
  readonly labels?: { readonly path: string; readonly kind: GtKind };
}

/** Sorted by split, city and name; images without labels as well. */
export function cityImages({ fs }: Source): readonly CityImage[] {
  const found = new Map<string, CityImage>();
  const add = (path: string, name: string, more: (known: CityImage) => Partial<CityImage>) => {
    const [split = '', ...rest] = path.split('/').slice(1, -1);
    const key = [...rest, name].join('/');
    const known = found.get(`${split}/${key}`) ?? { split, key };
    found.set(`${split}/${key}`, { ...known, ...more(known) });
  };
  for (const path of [
    ...walkFiles(fs, GT, (name) => NAME.test(name)),
    ...walkFiles(fs, 'gtCoarse', (name) => NAME.test(name)),
  ]) {
    const [, stem = '', kind = ''] = NAME.exec(path.slice(path.lastIndexOf('/') + 1)) ?? [];
    add(path, stem, (known) => better(known, path, kind as GtKind));
  }
  for (const path of walkFiles(fs, IMAGES, isImageName)) {
    const [, stem] = /^(.*)_leftImg8bit\.[^.]+$/.exec(path.slice(path.lastIndexOf('/') + 1)) ?? [];
    if (stem !== undefined) add(path, stem, () => ({ image: path }));
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, image]) => image);
}

function better({ labels }: CityImage, path: string, kind: GtKind): Partial<CityImage> {
  const isBetter = !labels || KINDS.indexOf(kind) < KINDS.indexOf(labels.kind);
  return isBetter ? { labels: { path, kind } } : {};
}
