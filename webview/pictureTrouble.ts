import type { PictureAccess } from './canvas/pictureAccess';
import type { HostLink } from './hostLink';
import type { Store } from './store';

/**
 * Says which parts of a picture in tiles could not be had, and takes it back when they are there after all or out of
 * view. The bar that shows it has a button to try again.
 */
export function tellPictureTrouble(
  store: Store,
  picture: PictureAccess,
  { notify }: Pick<HostLink, 'notify'>,
): void {
  let told: string | undefined;
  picture.subscribe(() => {
    const message = troubleOf(picture);
    if (message === told) return;
    if (message !== undefined) notify('log', { level: 'warn', message });
    // What somebody else said of another picture stays.
    const isOurs = store.state.imageError === told || message !== undefined;
    told = message;
    if (isOurs) store.set({ imageError: message });
  });
}

function troubleOf(picture: PictureAccess): string | undefined {
  const failed = picture.failedTiles();
  if (!failed) return undefined;
  const { count, reason } = failed;
  if (!picture.samples()) return `The picture cannot be shown: ${reason}`;
  const parts = count === 1 ? 'A part of the picture' : `${count} parts of the picture`;
  return `${parts} could not be read: ${reason}`;
}
