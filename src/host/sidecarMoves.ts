import { join, relative, sep } from 'node:path';
import { isImageName } from '../core/dataset/imageNames';
import type { Sidecars } from '../engine/dataset/sidecars';

/** A file's or folder's absolute path before and after. */
export interface FileMove {
  readonly from: string;
  readonly to: string;
}

/** What is known of the disk. */
export interface MoveWorld extends Pick<Sidecars, 'locate'> {
  /** The files at and below a folder, absolute; none for what is no folder. */
  filesBelow(folder: string): Promise<readonly string[]>;
}

/**
 * Where the sidecars go when files or folders move: with their images, to where the sidecar of the image's new path
 * belongs. Left alone are sidecars that are moved by themselves or with a folder they lie in, those that would replace
 * another, and those whose new place cannot be told.
 */
export async function sidecarMoves(
  moves: readonly FileMove[],
  world: MoveWorld,
): Promise<readonly FileMove[]> {
  const files = (await Promise.all(moves.map((move) => filesOf(move, world)))).flat();
  const images = files.filter(({ from, to }) => isImageName(from) && isImageName(to));
  const all = await Promise.all(images.map((image) => moveOf(image, world)));
  const isMoved = (path: string): boolean =>
    moves.some(({ from, to }) => path === from || path === to || path.startsWith(from + sep));
  return all.flat().filter(({ from, to }) => !isMoved(from) && !isMoved(to));
}

/** What a move does to single files: itself, or all that lies in the folder. */
async function filesOf({ from, to }: FileMove, world: MoveWorld): Promise<readonly FileMove[]> {
  if (isImageName(from)) return [{ from, to }];
  const files = await world.filesBelow(from);
  return files.map((path) => ({ from: path, to: join(to, relative(from, path)) }));
}

async function moveOf({ from, to }: FileMove, { locate }: MoveWorld): Promise<readonly FileMove[]> {
  const before = await locate(from);
  if (!before.exists) return [];
  const after = await locate(to);
  // Labels in another format do not become a sidecar by another name, and a file of many images stays.
  const isAlike = before.store?.file.id === after.store?.file.id && !before.store?.file.isShared;
  const isFree = isAlike && !after.exists && !after.blocked && before.path !== after.path;
  return isFree ? [{ from: before.path, to: after.path }] : [];
}
