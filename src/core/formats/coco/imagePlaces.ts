import type { Json, JsonObject } from '../../json/json';
import type { Source } from '../format';
import { folderOf, imagePathOf, joined } from './paths';

/** Images that are looked for before it is taken that none are there. */
const TRIES = 30;
/** Images whose size is compared with what the file says; reading them all would take longer than the labels. */
const COMPARED = 100;

/** Width and height of an image, 0 where nobody tells. */
export interface SizePx {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Finds the image files of one COCO file: it does not say where they are, only their names below some folder. */
export class ImagePlaces {
  readonly #source: Source;
  readonly #folders: readonly string[];
  #folder: string | undefined;
  #misses = 0;
  #compared = 0;

  constructor(source: Source, file: string, split: string | undefined) {
    this.#source = source;
    this.#folders = likelyFolders(file, split);
  }

  /** Where the image's file is in the source; undefined when it is not there. */
  find(path: string, fileName: Json | undefined): string | undefined {
    if (this.#folder === undefined && this.#misses >= TRIES) return undefined;
    const name = typeof fileName === 'string' ? imagePathOf(fileName) || path : path;
    const folders = this.#folder === undefined ? this.#folders : [this.#folder, ...this.#folders];
    const folder = folders.find((each) => this.#source.fs.has(joined(each, name)));
    if (folder === undefined) this.#misses++;
    else this.#folder = folder;
    return folder === undefined ? undefined : joined(folder, name);
  }

  /** What the row says; the file's own size where it says nothing. `onMismatch` hears when both differ. */
  sizeOf(
    row: JsonObject,
    place: string | undefined,
    onMismatch: (message: string) => void,
    compares: boolean,
  ): SizePx {
    const { width, height } = row;
    const isStated = isSize(width) && isSize(height);
    if (isStated && !(compares && place !== undefined && this.#compared++ < COMPARED))
      return { widthPx: width, heightPx: height };
    const real = place === undefined ? undefined : this.#source.imageSize(place);
    if (!isStated) {
      onMismatch('"width" and "height" of the image are missing or no numbers above 0.');
      return real ? { widthPx: real.widthPx, heightPx: real.heightPx } : { widthPx: 0, heightPx: 0 };
    }
    if (real && (real.widthPx !== width || real.heightPx !== height))
      onMismatch(
        `The image is ${real.widthPx} x ${real.heightPx} pixels (upright), "width" and "height" say ${width} x ${height}.`,
      );
    return { widthPx: width, heightPx: height };
  }
}

function isSize(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= 1_000_000;
}

/** `annotations/instances_train.json` and `images/train/`, Roboflow's own folder, and what else is usual. */
function likelyFolders(file: string, split: string | undefined): readonly string[] {
  const own = folderOf(file);
  const above = folderOf(own);
  const stem = file.slice(file.lastIndexOf('_') + 1).replace(/\.json$/i, '');
  const splits = [...new Set([split, stem].filter((each) => each !== undefined && each !== ''))] as string[];
  const roots = own === '' ? [''] : [own, above];
  const folders = roots.flatMap((root) => [
    ...splits.flatMap((each) => [
      joined(root, 'images', each),
      joined(root, each),
      joined(root, each, 'images'),
    ]),
    joined(root, 'images'),
    root,
  ]);
  return [...new Set(folders)];
}
