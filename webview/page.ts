import type { Size } from '../src/core/scene/viewport';
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
}
