import type { DiffLabels, InstanceRef } from '../../protocol/diffView';
import type { Revision } from '../../engine/versioning/revision';
import type { DiffEnd } from './request';

/** Where an image's pixels of one version are: a file on this disk, or nowhere. */
export type DiffPicture =
  /** `note`: why it may not be the picture of that version. */
  | { readonly kind: 'file'; readonly path: string; readonly note?: string }
  | { readonly kind: 'missing'; readonly reason: string };

/** Reads versions of labels and pictures. Neither call rejects for what is wrong with a file: the answer says so. */
export interface DiffSource {
  /** The labels of an image (absolute path) in a version. */
  read(revision: Revision, imagePath: string, signal: AbortSignal): Promise<DiffLabels>;
  /** The picture in a version. */
  picture(revision: Revision, imagePath: string, signal: AbortSignal): Promise<DiffPicture>;
}

/** What is to become of the working tree's labels of one image. */
export interface DiffRestore {
  /** Absolute path in the working tree. */
  readonly imagePath: string;
  readonly from: DiffEnd;
  /** Undefined: the whole image's labels, tags and state. */
  readonly instances: readonly InstanceRef[] | undefined;
}

/** Brings labels of a version back as an ordinary undoable edit; resolves to what to tell the user. */
export type RestoreFromDiff = (restore: DiffRestore) => Promise<string>;
