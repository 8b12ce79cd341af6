import { isImageName } from '../../dataset/imageNames';
import type { Source } from '../format';
import { headOf } from '../lib/readTextOr';
import { isPng } from '../png/chunks';
import { safePath, withoutExtension } from '../lib/safePath';
import { walkFiles } from '../lib/walkFiles';

/** An image and its mask; one of the two may be missing. */
export interface MaskPlace {
  /** As in `LabeledImage.path`. */
  readonly path: string;
  readonly source?: string;
  readonly mask?: string;
  readonly split?: string;
}

export const IMAGES = 'images';
export const MASKS = 'masks';
const SPLITS = new Set(['train', 'val', 'valid', 'validation', 'test']);

/**
 * Finds masks by lists (`train.txt` with `image mask` in each line, as CamVid has), by `images/` and `masks/` with the
 * same names, or takes every one-channel PNG for a mask.
 */
export function maskPlaces(source: Source): readonly MaskPlace[] {
  if (source.file?.toLowerCase().endsWith('.png')) return [{ path: source.file, mask: source.file }];
  const places = new Map<string, MaskPlace>();
  for (const place of inFolders(source)) places.set(place.path, place);
  for (const place of listed(source)) places.set(place.path, { ...places.get(place.path), ...place });
  return places.size > 0 ? [...places.values()] : masksAlone(source);
}

function* inFolders({ fs }: Source): Generator<MaskPlace> {
  const masks = new Map([...below(fs, MASKS, isPngName)].map((path) => [withoutExtension(path), path]));
  const taken = new Set<string>();
  for (const path of below(fs, IMAGES, isImageName)) {
    const key = [path, withoutExtension(path)].find((each) => masks.has(each) && !taken.has(each));
    if (key !== undefined) taken.add(key);
    yield placed(path, `${IMAGES}/${path}`, key === undefined ? undefined : masks.get(key));
  }
  for (const [key, path] of masks) if (!taken.has(key)) yield placed(path, undefined, path);
}

function placed(path: string, source: string | undefined, mask: string | undefined): MaskPlace {
  const [first = ''] = path.split('/');
  return {
    path,
    ...(source !== undefined && { source }),
    ...(mask !== undefined && { mask: `${MASKS}/${mask}` }),
    ...(path.includes('/') && SPLITS.has(first) && { split: first }),
  };
}

function* below(fs: Source['fs'], folder: string, passes: (name: string) => boolean): Generator<string> {
  for (const path of walkFiles(fs, folder, passes)) yield path.slice(folder.length + 1);
}

export function isPngName(name: string): boolean {
  return /\.png$/i.test(name);
}

const MOST_LIST_BYTES = 50_000_000;

function* listed({ fs }: Source): Generator<MaskPlace> {
  for (const { name, kind } of fs.list('')) {
    if (kind !== 'file' || !name.endsWith('.txt') || fs.sizeBytes(name) > MOST_LIST_BYTES) continue;
    for (const line of headOf(fs, name, MOST_LIST_BYTES).split(/\r?\n/)) {
      const place = pairOf(fs, line, name.slice(0, -'.txt'.length));
      if (place) yield place;
    }
  }
}

/** A tab, or where there is none white space, stands between the image and its mask; a mask may be missing. */
function pairOf(fs: Source['fs'], line: string, split: string): MaskPlace | undefined {
  const [image, mask] = (line.includes('\t') ? line.split('\t') : line.trim().split(/\s+/)).map((part) =>
    safePath(part.replace(/^\/+/, '')),
  );
  if (image === undefined || !isImageName(image)) return undefined;
  const isMask = mask !== undefined && isPngName(mask) && fs.has(mask);
  const path = image.startsWith(`${IMAGES}/`) ? image.slice(IMAGES.length + 1) : image;
  if (!isMask && !fs.has(image)) return undefined;
  return { path, ...(fs.has(image) && { source: image }), ...(isMask && { mask }), split };
}

/** Every PNG of one channel below the root; the names of their images are not known. */
function masksAlone({ fs }: Source): readonly MaskPlace[] {
  return [...walkFiles(fs, '', isPngName)]
    .filter((path) => oneChannelBits(fs, path) !== undefined)
    .map((path) => ({ path, mask: path }));
}

const GREY = 0;
const PALETTE = 3;

/** Bits of a pixel of a palette or grey PNG; undefined when it is another picture. */
export function oneChannelBits(fs: Source['fs'], path: string): number | undefined {
  const head = firstBytes(fs, path);
  const isOne = head && isPng(head) && (head[25] === GREY || head[25] === PALETTE);
  return isOne ? head[24] : undefined;
}

function firstBytes(fs: Source['fs'], path: string): Uint8Array | undefined {
  try {
    return fs.readRange(path, 0, 32);
  } catch {
    return undefined;
  }
}
