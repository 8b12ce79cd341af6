import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, sep } from 'node:path';
import type { Format } from '../../core/formats/format';
import { ConversionError } from './conversionError';
import { FolderWriter } from './folderWriter';
import type { ImageMode } from './imagePlacer';
import { NullWriter } from './nullWriter';
import { refuseExisting } from './putInPlace';
import type { TargetWriter } from './targetWriter';
import { ZipWriter } from './zipWriter';

export interface WriterChoice {
  readonly target: string;
  readonly source: string;
  readonly images: ImageMode;
  readonly force: boolean;
  readonly dryRun: boolean;
}

/** What is written at the end: a folder, an archive, or one file. */
export interface Place {
  readonly path: string;
  readonly kind: 'folder' | 'zip' | 'file';
}

/** Endings of a name that say that one file is meant. */
const ONE_FILE: ReadonlySet<string> = new Set(['.json', '.xml', '.csv', '.tsv', '.txt']);

/**
 * Where a format's files go. A target named `.zip` is an archive; one named as a file of labels (`.json`, ...) is the
 * only file that the format writes. A format that always writes one file puts it into a folder that is there already.
 */
export function placeOf(
  format: Format,
  { target, images, isParted }: Pick<WriterChoice, 'target' | 'images'> & { readonly isParted: boolean },
): Place {
  const extension = extname(target).toLowerCase();
  if (extension === '.zip') return { path: target, kind: 'zip' };
  const isThere = existsSync(target) && statSync(target).isDirectory();
  if (isParted) return { path: target, kind: 'folder' };
  if (ONE_FILE.has(extension) && !isThere) return withoutImages({ path: target, kind: 'file' }, images);
  if (format.target.kind === 'file' && isThere && images === 'none')
    return { path: join(target, format.target.name), kind: 'file' };
  return { path: target, kind: 'folder' };
}

function withoutImages(place: Place, images: ImageMode): Place {
  if (images === 'none') return place;
  throw new ConversionError(
    `${place.path} is one file, and images need a folder: name a folder, or an archive (.zip).`,
  );
}

/** Throws `TargetError` and `ConversionError` for a target that must not be written. */
export function chooseWriter(place: Place, choice: WriterChoice): TargetWriter {
  refuseSource(place.path, choice.source);
  refuseExisting(place.path, choice.force);
  const { path } = place;
  if (choice.dryRun) return new NullWriter();
  if (place.kind === 'zip') {
    if (choice.images === 'link')
      throw new ConversionError('An archive cannot hold links: use --copy-images.');
    return new ZipWriter({ path, force: choice.force });
  }
  return new FolderWriter({ path, force: choice.force, ...(place.kind === 'file' && { single: true }) });
}

/** With --force the source itself would be replaced. */
function refuseSource(target: string, source: string): void {
  const [to, from] = [realPathOf(target), realPathOf(source)];
  if (to === from || from.startsWith(to.endsWith(sep) ? to : to + sep))
    throw new ConversionError(`${target} holds what is to be read: name another target.`);
}

/** Also of what is not there yet. */
function realPathOf(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const parent = dirname(path);
  return parent === path ? path : join(realPathOf(parent), basename(path));
}
