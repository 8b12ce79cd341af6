import type { Revision } from './revision';
import type { RevisionView } from './versionsContext';

/** Two revisions that are compared, and their files. */
export interface Sides {
  readonly from: Revision;
  readonly to: Revision;
  readonly before: RevisionView;
  readonly after: RevisionView;
}

/** An image whose labels may differ. */
export interface TouchedImage {
  readonly imagePath: string;
  /** Where it was before. */
  readonly fromImagePath?: string;
  /** Nothing but the sidecar beside the image is different; with object ids where git told them. */
  readonly only?: OnlySidecar;
}

export interface OnlySidecar {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}
