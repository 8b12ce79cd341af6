import type { Problem } from '../problem';
import type { ShapeKindName } from '../shapes/shapeData';

/** What a data set's labels may be: the content of `relabel.yaml` after validation, or defaults without one. */
export interface LabelSchema {
  readonly name?: string;
  /** Globs of the images, relative to the file's folder, `/` separators. */
  readonly images: readonly string[];
  /** Where sidecars live; `auto` = beside the image unless git or DVC would not version it there. */
  readonly sidecars: SidecarPlace;
  /** Which files hold the labels of images without a sidecar; absent = found out by what lies there. */
  readonly labels?: LabelChoice;
  readonly classes: readonly LabelClass[];
  readonly tags: readonly TagGroup[];
  /** Templates of keypoint skeletons; a class names the one its skeletons follow. */
  readonly skeletons: readonly SkeletonTemplate[];
  /** Names offered for relations between annotations. */
  readonly relations: readonly string[];
  /** True when every pixel is meant to belong to exactly one annotation. */
  readonly panoptic: boolean;
}

/** What a skeleton of a class consists of. */
export interface SkeletonTemplate {
  readonly name: string;
  /** In the order in which formats such as COCO and YOLO store them. */
  readonly joints: readonly SkeletonJoint[];
  /** Pairs of joint names that are joined by a line. */
  readonly edges: readonly (readonly [from: string, to: string])[];
  /** Pairs of left and right joints, which change places when the shape is mirrored. */
  readonly swap: readonly (readonly [left: string, right: string])[];
}

export interface SkeletonJoint {
  readonly name: string;
  /** `#rrggbb`. */
  readonly color?: string;
  /** Where it stands at first in the box that is dragged for a skeleton: 0 to 1 of its width and height. */
  readonly at?: readonly [x: number, y: number];
}

/** Sidecars, or files of another format that are edited in place; `task` is what YOLO's rows are. */
export interface LabelChoice {
  readonly store: 'sidecars' | 'yolo' | 'voc' | 'labelme' | 'coco' | 'label-studio';
  readonly task?: 'detect' | 'segment' | 'pose' | 'obb';
  /** The one file, relative to the folder of `relabel.yaml`. */
  readonly path?: string;
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
  /** Name of the template its skeletons follow. */
  readonly skeleton?: string;
  /** True for what has no instances (sky, road); COCO panoptic's `isthing` 0. */
  readonly stuff?: true;
}

interface AttributeBase {
  readonly name: string;
  /** True when it changes from image to image: copies that are carried to another image start at the default. */
  readonly mutable?: boolean;
}

export type AttributeSpec = AttributeBase &
  (
    | { readonly type: 'checkbox'; readonly default?: boolean }
    | { readonly type: 'choice'; readonly options: readonly string[]; readonly default?: string }
    | {
        readonly type: 'multichoice';
        readonly options: readonly string[];
        readonly default?: readonly string[];
      }
    | {
        readonly type: 'number';
        readonly min?: number;
        readonly max?: number;
        readonly step?: number;
        readonly default?: number;
      }
    | { readonly type: 'text'; readonly default?: string }
  );

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

export const EMPTY_SCHEMA: LabelSchema = {
  images: [],
  sidecars: { place: 'auto' },
  classes: [],
  tags: [],
  skeletons: [],
  relations: [],
  panoptic: false,
};
