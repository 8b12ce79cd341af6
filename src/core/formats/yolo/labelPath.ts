import { withoutExtension } from '../lib/safePath';

/** What Ultralytics loads, by extension in small letters (ultralytics/ultralytics: ultralytics/data/utils.py). */
const LOADED = ['bmp', 'dng', 'jpeg', 'jpg', 'mpo', 'png', 'tif', 'tiff', 'webp', 'pfm', 'heic'] as const;
/** What it does not load, and what is an image all the same: its labels are read, and a report says so. */
const NOT_LOADED = [
  'gif',
  'avif',
  'jp2',
  'jfif',
  'heif',
  'jxl',
  'dcm',
  'dicom',
  'j2k',
  'j2c',
  'jpx',
] as const;

const LOADED_SET: ReadonlySet<string> = new Set(LOADED);
const IMAGE_SET: ReadonlySet<string> = new Set([...LOADED, ...NOT_LOADED]);

export function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).toLowerCase();
}

export function isYoloImage(path: string): boolean {
  return path.includes('.') && IMAGE_SET.has(extensionOf(path));
}

export function isLoadedByUltralytics(path: string): boolean {
  return LOADED_SET.has(extensionOf(path));
}

/**
 * Where the labels of an image lie: the last folder `images` of its path becomes `labels`, and the extension `.txt`.
 * Source: ultralytics/ultralytics: ultralytics/data/utils.py (img2label_paths).
 */
export function labelPathOf(imagePath: string): string {
  const path = `/${imagePath}`;
  const at = path.lastIndexOf('/images/');
  const swapped = at < 0 ? path : `${path.slice(0, at)}/labels/${path.slice(at + '/images/'.length)}`;
  return `${withoutExtension(swapped.slice(1))}.txt`;
}
