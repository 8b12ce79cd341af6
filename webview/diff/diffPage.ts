import type { DiffHost } from './diffHost';
import type { DiffStore } from './diffStore';
import type { Panes } from './panes';

/** What commands and panels of the diff work with. */
export interface DiffPage {
  readonly store: DiffStore;
  readonly host: DiffHost;
  readonly panes: Panes;
}
