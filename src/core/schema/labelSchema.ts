import type { Problem } from '../problem';
import type { ShapeKindName } from '../shapes/index';

/** What a data set's labels may be: the content of `relabel.yaml` after validation, or defaults without one. */
export interface LabelSchema {
  readonly name?: string;
  /** Globs of the images, relative to the file's folder, `/` separators. */
  readonly images: readonly string[];
  /** Where sidecars live; `auto` = beside the image unless git or DVC would not version it there. */
  readonly sidecars: SidecarPlace;
  readonly classes: readonly LabelClass[];
  readonly tags: readonly TagGroup[];
}

export type SidecarPlace =
  | { readonly place: 'auto' | 'beside' }
  /** A mirrored tree below `folder`, relative to the folder of `relabel.yaml`. */
  | { readonly place: 'folder'; readonly folder: string }
  /** The file may say where, but cannot be understood there: whoever guesses starts a second set of labels. */
  | { readonly place: 'unknown'; readonly problem: Problem };

export interface LabelClass {
  readonly name: string;
  /** Number used by formats that store classes as numbers. */
  readonly id?: number;
  /** `#rrggbb`. */
  readonly color?: string;
  /** Digit or letter that picks the class. */
  readonly key?: string;
  /** The annotator's guideline. */
  readonly description?: string;
  /** Shapes allowed for this class; absent means any. */
  readonly shapes?: readonly ShapeKindName[];
  readonly attributes: readonly AttributeSpec[];
}

export type AttributeSpec =
  | { readonly name: string; readonly type: 'checkbox'; readonly default?: boolean }
  | {
      readonly name: string;
      readonly type: 'choice';
      readonly options: readonly string[];
      readonly default?: string;
    }
  | {
      readonly name: string;
      readonly type: 'number';
      readonly min?: number;
      readonly max?: number;
      readonly default?: number;
    }
  | { readonly name: string; readonly type: 'text'; readonly default?: string };

/** One question about the whole image, answered by one or several options. */
export interface TagGroup {
  readonly name: string;
  readonly choice: 'single' | 'multiple';
  readonly required: boolean;
  readonly description?: string;
  readonly options: readonly TagOption[];
}

/** Option names are unique over all groups: a sidecar stores them flat. */
export interface TagOption {
  readonly name: string;
  readonly description?: string;
}

export const EMPTY_SCHEMA: LabelSchema = { images: [], sidecars: { place: 'auto' }, classes: [], tags: [] };
