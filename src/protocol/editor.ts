import type { Annotation } from '../core/annotation/annotation';
import type { AnnotationDoc } from '../core/annotation/document';
import type { SampleInfo } from '../core/display/samples';
import type { Edit } from '../core/edit/edit';
import type { ReviewItem } from '../core/review/reviewItem';
import type { LabelSchema } from '../core/schema/labelSchema';
import type { Problem } from '../core/problem';
import type { ActionId, HostCommand } from './actions';

export type { ImageWindow, SampleInfo } from '../core/display/samples';

/** The picture behind the editor. */
export type ImageSource =
  /** The browser decodes it itself from a webview URI; upright size in pixels. */
  | { readonly kind: 'uri'; readonly uri: string; readonly widthPx: number; readonly heightPx: number }
  /** Cut into tiles by the imaging process: huge images, and those whose values are windowed in the page. */
  | TiledImage
  /** Not to be shown: the labels still are. */
  | {
      readonly kind: 'missing';
      readonly reason: string;
      /** Label of the button that runs `relabel.fetchImage` ("Pull This Image"); absent when nothing can help. */
      readonly fetch?: string;
      readonly widthPx: number;
      readonly heightPx: number;
    };

/** A picture that the page asks for piece by piece (`tile`). Level k has 1 / 2^k of the size, rounded up. */
export interface TiledImage {
  readonly kind: 'tiled';
  /** Names this state of this page of this file: another content has another one. */
  readonly id: string;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Side of a tile; those at the right and bottom border are smaller. */
  readonly tilePx: number;
  /** Level 0 is the full resolution; the last one fits into one tile. */
  readonly levels: number;
  readonly samples: SampleInfo;
  readonly note?: string;
}

export interface TileArgs {
  readonly id: string;
  readonly level: number;
  readonly column: number;
  readonly row: number;
}

export interface TilePixels {
  /** An encoded picture, or for depth 16 `channels` samples per pixel, little endian, row by row. */
  readonly bytes: ArrayBuffer;
  readonly encoding: 'image/jpeg' | 'image/png' | 'image/webp' | 'raw';
  readonly widthPx: number;
  readonly heightPx: number;
}

/** The pages of a document or frames of a series that lie in one file. */
export interface ImagePages {
  readonly count: number;
  /** 0-based, the one that is shown. */
  readonly index: number;
}

/** Where this image stands among its folder's images. */
export interface ImagePosition {
  readonly index: number;
  readonly total: number;
  /** How many of them have a sidecar. */
  readonly labelled: number;
}

export interface ModelInfo {
  /** Undefined while no model was chosen and none is bundled. */
  readonly title: string | undefined;
  /** Why detection is off here (untrusted workspace, no runtime), in a sentence. */
  readonly unavailable?: string;
}

/** The file of another format than the sidecar's that the editor edits. */
export interface LabelFileInfo {
  /** "YOLO detect". */
  readonly title: string;
  /** Its name, with the folder it is in. */
  readonly path: string;
  /** Why it is this one, in a sentence. */
  readonly why: string;
}

export interface EditorSettings {
  /** Detections below this score stay hidden at first; 0 to 1. */
  readonly threshold: number;
  readonly showLabels: 'always' | 'hover' | 'never';
  readonly showCrosshair: boolean;
  readonly fillOpacity: number;
}

/** A key of the cheat sheet, from the manifest's keybindings. */
export interface KeyHelp {
  /** The command's id (`relabel.tool.box`), so that a button can name its key. */
  readonly command?: string;
  readonly title: string;
  readonly key: string;
  readonly group: string;
}

/** Labels of another version than the working tree's: they can be looked at, compared and restored, not edited. */
export interface ReadOnlyInfo {
  /** "Labels as of v1 (3f2a91c, 12 May 2026)". */
  readonly title: string;
  /** What else has to be said, in a sentence: the picture is today's, there were no labels. */
  readonly note?: string;
}

/** A review of changed labels, as one of its images shows it. */
export interface ReviewInfo {
  /** "labels/anna since main". */
  readonly title: string;
  /** Which of the review's images this is, 0-based. */
  readonly image: { readonly index: number; readonly total: number };
  readonly items: readonly ReviewItem[];
  /** Over all images. */
  readonly counts: { readonly total: number; readonly reviewed: number; readonly returned: number };
}

/** Everything a page needs to show a document from nothing. */
export interface Snapshot {
  readonly doc: AnnotationDoc;
  /** Counts the host's changes; an edit is made against one version. */
  readonly version: number;
  readonly image: ImageSource;
  /** Absent for an image of one page. */
  readonly pages?: ImagePages;
  readonly schema: LabelSchema;
  /** True when a `relabel.yaml` stands behind the schema: classes can then be added to it. */
  readonly hasSchemaFile: boolean;
  /** Absent where the labels are in a sidecar. */
  readonly labelFile?: LabelFileInfo;
  /** Problems found on reading, shown in a bar ("2 entries could not be read and are kept as they are"). */
  readonly problems: readonly Problem[];
  readonly position: ImagePosition;
  readonly model: ModelInfo;
  readonly settings: EditorSettings;
  readonly keys: readonly KeyHelp[];
  /** Absent where labels can be edited. */
  readonly readOnly?: ReadOnlyInfo;
  /** Absent while the image is not part of a review. */
  readonly review?: ReviewInfo;
}

/** What the host serves to the page. */
export interface HostContract {
  readonly calls: {
    readonly open: { readonly args: Record<string, never>; readonly result: Snapshot };
    /** Applies a gesture's edit; the reply names the new version. `stale` = the page must ask for a snapshot. */
    readonly propose: {
      readonly args: { readonly edit: Edit; readonly baseVersion: number };
      readonly result: { readonly version: number; readonly stale: boolean };
    };
    readonly addClass: {
      readonly args: { readonly name: string };
      readonly result: { readonly schema: LabelSchema };
    };
    readonly readClipboard: { readonly args: Record<string, never>; readonly result: string };
    /** A part of a tiled image; cancelled through the call's signal when it is no longer wanted. */
    readonly tile: { readonly args: TileArgs; readonly result: TilePixels };
    /** Shows another page of the file; the picture follows as an `image` note. */
    readonly showPage: { readonly args: { readonly index: number }; readonly result: null };
    /** The saved labels of the image before this one in its folder; null when there are none. */
    readonly previousLabels: { readonly args: Record<string, never>; readonly result: AnnotationDoc | null };
    /** Adds annotations to the next image's sidecar on the disk, or to its editor when it is open. */
    readonly copyToNext: {
      readonly args: { readonly annotations: readonly Annotation[] };
      readonly result: { readonly file: string; readonly added: number };
    };
    /** Who works here, as git names them (`user.name`); null when git does not know. */
    readonly author: {
      readonly args: Record<string, never>;
      readonly result: { readonly name: string | null };
    };
    readonly writeClipboard: { readonly args: { readonly text: string }; readonly result: null };
  };
  readonly notes: {
    readonly run: { readonly command: HostCommand };
    /** A text field has the focus: single-letter keybindings must be off meanwhile. */
    readonly typing: { readonly active: boolean };
    /** The tool has a tip whose size keys change: keys that mean something else otherwise are the tip's meanwhile. */
    readonly painting: { readonly active: boolean };
    /** Shown in the status bar. */
    readonly viewState: {
      readonly pointer: { readonly x: number; readonly y: number } | null;
      readonly zoom: number;
      readonly selected: number;
      /** Id of the annotation that alone is selected; null for none and for several. */
      readonly selectedId: string | null;
    };
    readonly log: { readonly level: 'info' | 'warn' | 'error'; readonly message: string };
    /** First complete picture is on the screen: milliseconds since the page began. */
    readonly painted: { readonly sinceStartMs: number };
  };
}

/** What the page serves to the host. */
export interface PageContract {
  readonly calls: {
    /** Sends what the page still holds (nudges being joined) and answers when the host has taken every edit. */
    readonly settle: { readonly args: Record<string, never>; readonly result: null };
  };
  readonly notes: {
    readonly snapshot: Snapshot;
    /** The document changed in the host (undo, redo, another panel, detection); versions are consecutive. */
    readonly changed: { readonly version: number; readonly edit: Edit; readonly skipped: number };
    readonly schema: { readonly schema: LabelSchema; readonly hasSchemaFile: boolean };
    readonly image: { readonly source: ImageSource; readonly pages?: ImagePages };
    readonly settings: EditorSettings;
    readonly position: ImagePosition;
    readonly model: ModelInfo;
    readonly action: { readonly id: ActionId };
    /** Selects an annotation and brings it into view, on its page. */
    readonly select: { readonly annotation: string };
    /** A longer job: `null` when it has ended. */
    readonly progress: { readonly title: string; readonly fraction: number | null } | null;
    /** Null: no review is under way that this image is part of. */
    readonly review: ReviewInfo | null;
    readonly notice: { readonly severity: 'info' | 'warning' | 'error'; readonly message: string };
  };
}
