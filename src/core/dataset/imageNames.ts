import picomatch from 'picomatch';

/** Files that can be opened as images, by extension in small letters. */
export const IMAGE_EXTENSIONS = [
  'jpg',
  'jpeg',
  'png',
  'webp',
  'gif',
  'bmp',
  'avif',
  'tif',
  'tiff',
  'dcm',
  'dicom',
  'jp2',
  'j2k',
  'j2c',
  'jpx',
  'heic',
  'heif',
  'jxl',
] as const;

const EXTENSIONS: ReadonlySet<string> = new Set(IMAGE_EXTENSIONS);

export function isImageName(path: string): boolean {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') + 1 && EXTENSIONS.has(path.slice(dot + 1).toLowerCase());
}

/**
 * A test for paths relative to the data set's folder (`/` separators). Without globs every image passes; a glob
 * that begins with `!` takes images out again. Capitals do not count: `*.jpg` means IMG_1.JPG too.
 */
export function imageFilter(globs: readonly string[]): (path: string) => boolean {
  const wanted = globs.filter((glob) => !glob.startsWith('!'));
  const ignore = globs.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1));
  const match = picomatch(wanted.length > 0 ? wanted : ['**'], { ignore, nocase: true });
  return (path) => isImageName(path) && match(path);
}
