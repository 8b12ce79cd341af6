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

/**
 * Where a format's files go. A target named `.zip` is an archive. A format of one file writes that file when the target
 * has its extension, or is a folder that is there already; else a folder with that file is made.
 */
export function placeOf(
  format: Format,
  { target, images, isParted }: Pick<WriterChoice, 'target' | 'images'> & { readonly isParted: boolean },
): Place {
  if (extname(target).toLowerCase() === '.zip') return { path: target, kind: 'zip' };
  if (format.target.kind === 'folder' || isParted) return { path: target, kind: 'folder' };
  const { name } = format.target;
  const isThere = existsSync(target) && statSync(target).isDirectory();
  if (extname(target).toLowerCase() === extname(name).toLowerCase() && !isThere)
    return withoutImages({ path: target, kind: 'file' }, images);
  if (isThere && images === 'none') return { path: join(target, name), kind: 'file' };
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
