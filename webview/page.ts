import type { Size } from '../src/core/scene/viewport';
import type { PictureAccess } from './canvas/pictureAccess';
import type { HostLink } from './hostLink';
import type { Session } from './session';
import type { Store } from './store';

/** What actions and panels work with. */
export interface Page {
  readonly store: Store;
  readonly session: Session;
  readonly host: HostLink;
  /** CSS pixels of the canvas. */
  canvasSize(): Size;
  /** The pixels of the picture; undefined until the canvas is there. */
  picture(): PictureAccess | undefined;
}
