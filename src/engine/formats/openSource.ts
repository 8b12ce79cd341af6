import { statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Source } from '../../core/formats/format';
import { UnreadableFile, type ReadFs } from '../../core/formats/fs';
import { fileError } from '../fileError';
import type { Notice } from './decodeText';
import { imageSizes } from './imageSizes';
import { InnerFs } from './innerFs';
import { NodeFs, readRange } from './nodeFs';
import { OverlayFs, type Overlay } from './overlayFs';
import { ZipFs } from './zipFs';
import type { ImageOrigin } from './imagePlacer';

export interface SourceOptions {
  readonly notice: Notice;
  readonly options?: Readonly<Record<string, string>>;
  readonly followLinks?: boolean;
  /** Files that are to be seen elsewhere than where they are (see `sidecarOverlay.ts`). */
  readonly overlay?: Overlay | undefined;
  /** Folder in which images are looked for that the source does not have. */
  readonly images?: string | undefined;
}

/** A source on disk that was opened. */
export interface OpenedSource {
  readonly source: Source;
  /** Where an image of the set is: at `found` in the source, else below the folder of images. */
  origin(path: string, found: string | undefined): ImageOrigin | undefined;
  close(): void;
}

/** Opens a folder, a zip archive, or one file in its folder. Throws `UnreadableFile` and `FileError`. */
export function openSource(path: string, options: SourceOptions): OpenedSource {
  const place = resolve(path);
  if (isFolder(place)) return opened(folderFs(place, options), undefined, options);
  if (!isZip(place)) {
    const file = basename(place);
    const root = { ...options, named: file };
    return opened(folderFs(dirname(place), root), file, options);
  }
  const zip = new ZipFs(place, options.notice);
  return { ...opened(withoutWrapping(zip), undefined, options), close: () => zip.close() };
}

function folderFs(root: string, options: SourceOptions & { readonly named?: string }): ReadFs {
  const { notice, followLinks = false, named, overlay } = options;
  const fs = new NodeFs(root, { notice, followLinks, ...(named !== undefined && { named }) });
  return overlay ? new OverlayFs(fs, overlay, notice) : fs;
}

function opened(fs: ReadFs, file: string | undefined, options: SourceOptions): OpenedSource {
  const images = options.images === undefined ? undefined : new NodeFs(options.images, options);
  const [inSource, inImages] = [imageSizes(fs), images && imageSizes(images)];
  return {
    source: {
      fs,
      ...(file !== undefined && { file }),
      options: options.options ?? {},
      imageSize: (path) => inSource(path) ?? inImages?.(path),
    },
    origin: (path, found) =>
      originIn(fs, found ?? path) ?? (images === undefined ? undefined : originIn(images, path)),
    close: () => undefined,
  };
}

function originIn(fs: ReadFs, path: string): ImageOrigin | undefined {
  if (!fs.has(path)) return undefined;
  try {
    return fs instanceof NodeFs || fs instanceof OverlayFs ? { place: fs.place(path) } : { fs, path };
  } catch (error) {
    if (error instanceof UnreadableFile) return undefined;
    throw error;
  }
}

function isFolder(place: string): boolean {
  try {
    return statSync(place).isDirectory();
  } catch (error) {
    throw fileError('Could not read', place, error);
  }
}

/** By content: an archive may have any name. */
function isZip(place: string): boolean {
  try {
    const start = Buffer.from(readRange(place, 0, 4));
    const mark = start.length < 4 ? 0 : start.readUInt32LE(0);
    return mark === 0x04034b50 || mark === 0x06054b50;
  } catch (error) {
    throw fileError('Could not read', place, error);
  }
}

/** Many archives hold everything in one folder of the data set's name: then that folder is what is meant. */
function withoutWrapping(fs: ReadFs): ReadFs {
  const [only, ...more] = fs.list('');
  if (only?.kind !== 'folder' || more.length > 0 || STANDARD.has(only.name.toLowerCase())) return fs;
  return new InnerFs(fs, only.name);
}

/** Folders that mean something to a format. */
const STANDARD: ReadonlySet<string> = new Set([
  ...['annotations', 'images', 'labels', 'train', 'val', 'valid', 'test', 'dataset', 'label_2', 'ann', 'img'],
  ...['.labelstudio', 'gtfine', 'obj_train_data', 'jpegimages', 'imagesets'],
]);
