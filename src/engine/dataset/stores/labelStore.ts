import type { FileContext, LabelFile } from '../../../core/formats/inPlace/labelFile';
import type { Problem } from '../../../core/problem';
import type { Files } from '../files';
import type { LabelChoice, LabelSchema } from '../../../core/schema/labelSchema';

/** The label file of an image that is edited in place, in another format than the sidecar's. */
export interface LabelStore {
  readonly file: LabelFile;
  /** Absolute, of the file that holds the labels or will. */
  readonly path: string;
  /** Absolute, of the image. */
  readonly imagePath: string;
  /** The file says something of the image. */
  readonly exists: boolean;
  /** All but the image's size, which is read when the labels are. */
  readonly context: Omit<FileContext, 'image'>;
  /** What was found, in words: "data.yaml has names, and labels/train holds rows". */
  readonly why: string;
  /** Absolute, of the file that lists the classes; absent where classes are whatever is written. */
  readonly classesPath?: string;
  /** Why nothing can be read or written there. */
  readonly problem?: Problem;
}

/** The stores of the images of one folder, found once for all of them. */
export interface FolderStore {
  readonly id: LabelFile['id'];
  readonly schema: LabelSchema;
  storeOf(imagePath: string): Promise<LabelStore | undefined>;
}

/** Where to look. */
export interface StoreSearch {
  readonly files: Files;
  /** The folder of the images. */
  readonly folder: string;
  /** It and the folders above it, nearest first, up to the repository's or workspace's root. */
  readonly above: readonly string[];
  /** The choice of `relabel.yaml`, and its folder. */
  readonly said?: { readonly choice: LabelChoice; readonly root: string };
}

/** Finds the stores of one format for a folder of images; undefined when nothing speaks for it. */
export type FindStore = (search: StoreSearch) => Promise<FolderStore | undefined>;
