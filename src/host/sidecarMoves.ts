import { isImageName } from '../core/dataset/imageNames';
import type { Sidecars } from '../engine/dataset/sidecars';

/** A file's absolute path before and after. */
export interface FileMove {
  readonly from: string;
  readonly to: string;
}

/**
 * Where the sidecars go when files move: with their images, to where the sidecar of the image's new path belongs.
 * Left alone are sidecars that are moved by themselves, and those that would replace another. Folders take the sidecars
 * that lie in them along.
 */
export async function sidecarMoves(
  files: readonly FileMove[],
  sidecars: Pick<Sidecars, 'locate'>,
): Promise<readonly FileMove[]> {
  const moved = new Set(files.flatMap(({ from, to }) => [from, to]));
  const images = files.filter(({ from, to }) => isImageName(from) && isImageName(to));
  const all = await Promise.all(
    images.map(async ({ from, to }) => {
      const [before, after] = await Promise.all([sidecars.locate(from), sidecars.locate(to)]);
      const isFree = !after.exists && before.path !== after.path;
      return before.exists && isFree ? [{ from: before.path, to: after.path }] : [];
    }),
  );
  return all.flat().filter(({ from, to }) => !moved.has(from) && !moved.has(to));
}
