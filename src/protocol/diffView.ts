import type { AnnotationDoc } from '../core/annotation/document';
import type { LabelSchema } from '../core/schema/labelSchema';
import type { ImagePages, ImageSource, TileArgs, TilePixels } from './editor';

/** The older version stands before the newer one, left of it, or under it. */
export const DIFF_SIDES = ['before', 'after'] as const;
export type DiffSideName = (typeof DIFF_SIDES)[number];

/** What one version says of an image's labels. */
export type DiffLabels =
  | { readonly kind: 'labels'; readonly doc: AnnotationDoc; readonly notes: readonly string[] }
  /** The version has no labels of this image: every instance of the other one was added or removed. */
  | { readonly kind: 'absent' }
  /** They are there and cannot be read: where and why, in a sentence; line and column from 1. */
  | {
      readonly kind: 'unreadable';
      readonly path: string;
      readonly line?: number;
      readonly column?: number;
      readonly reason: string;
    };

/** One of the two versions of an image. */
export interface DiffSide {
  /** "HEAD · 3f2a91c Ann, 2 days ago", "Working Tree". */
  readonly title: string;
  readonly labels: DiffLabels;
  /** The picture as it was in this version; both sides' are equal (by value) while it did not change. */
  readonly image: ImageSource;
}

/** Which of the images that differ is shown; they are listed by the host. */
export interface DiffPlace {
  /** 0-based, in the order they are stepped through. */
  readonly index: number;
  /** How many are known. */
  readonly total: number;
  /** More may be found. */
  readonly isSearching: boolean;
}

/** The instance that a comparison was asked for. */
export interface DiffFocus {
  /** Its id in either version. */
  readonly instance: string;
  /** Grows each time one is asked for, so that the same one can be asked for again. */
  readonly asked: number;
}

/** Everything a page needs to show one image's difference from nothing. */
export interface DiffSnapshot {
  /** Grows with every snapshot: what is asked for an older one is refused. */
  readonly version: number;
  /** "HEAD ↔ Working Tree". */
  readonly title: string;
  /** The image, as the user knows it: relative to the workspace folder, with slashes. */
  readonly path: string;
  readonly place: DiffPlace;
  /** Absent where the image as a whole was asked for. */
  readonly focus?: DiffFocus;
  readonly before: DiffSide;
  readonly after: DiffSide;
  /** Absent for an image of one page. */
  readonly pages?: ImagePages;
  readonly schema: LabelSchema;
  /** The sides that can be brought back into the working tree. */
  readonly restorable: readonly DiffSideName[];
  /** False for images that are no files of this window's disk. */
  readonly canOpen: boolean;
  /** The panel is not taken for the next comparison. */
  readonly pinned: boolean;
  /** What the page keeps for the host, to show the same after the window was loaded anew. */
  readonly memento: unknown;
}

/** An instance by its id on either side; the same one except where instances were paired without ids. */
export interface InstanceRef {
  readonly before?: string;
  readonly after?: string;
}

/** What the host serves to the diff's page. */
export interface DiffHostContract {
  readonly calls: {
    readonly open: { readonly args: Record<string, never>; readonly result: DiffSnapshot };
    readonly tile: {
      readonly args: TileArgs & { readonly side: DiffSideName };
      readonly result: TilePixels;
    };
    /** Makes instances (`null`: the whole image) in the working tree what they are on a side; says what was done. */
    readonly restore: {
      readonly args: {
        readonly version: number;
        readonly from: DiffSideName;
        readonly instances: readonly InstanceRef[] | null;
      };
      readonly result: { readonly message: string };
    };
    readonly writeClipboard: { readonly args: { readonly text: string }; readonly result: null };
  };
  readonly notes: {
    /** Shows another image of the list; a snapshot follows. */
    readonly show: { readonly index: number };
    /** Lets the user choose an image from the list. */
    readonly pickImage: Record<string, never>;
    /** No more images are looked for. */
    readonly stopSearch: Record<string, never>;
    /** Reads again what could not be read. */
    readonly readAgain: Record<string, never>;
    /** Shows another page of the image; a snapshot follows. */
    readonly showPage: { readonly index: number };
    /** Opens the image in the editor; `instance`: the one that one was at, if any. */
    readonly openEditor: { readonly instance?: string };
    /** The labels of a side as text. */
    readonly openText: { readonly side: DiffSideName };
    /** Fetches what is not there of the picture (Git LFS, DVC). */
    readonly fetchImage: Record<string, never>;
    readonly pin: { readonly pinned: boolean };
    readonly log: { readonly level: 'info' | 'warn' | 'error'; readonly message: string };
    /** First complete picture is on the screen: milliseconds since the page began. */
    readonly painted: { readonly sinceStartMs: number };
  };
}

/** What the diff's page serves to the host. */
export interface DiffPageContract {
  readonly calls: Record<string, never>;
  readonly notes: {
    readonly snapshot: DiffSnapshot;
    /** Another image is being read: what is shown is about to be replaced. */
    readonly loading: { readonly index: number };
    /** More images were found, or all of them; the one that is shown stays. */
    readonly place: DiffPlace & { readonly memento: unknown };
    readonly notice: { readonly severity: 'info' | 'warning' | 'error'; readonly message: string };
  };
}
