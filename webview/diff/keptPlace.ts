import type { Viewport } from '../../src/core/scene/viewport';

/** Where one was in which comparison, so that one is there again after a look at another tab. */
export interface KeptPlace {
  readonly title: string;
  readonly path: string;
  /** Key of the row. */
  readonly current?: string;
  /** The last instance that was asked for has been gone to. */
  readonly asked?: number;
  readonly view?: Viewport;
}
