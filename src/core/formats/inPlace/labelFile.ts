import type { Annotation } from '../../annotation/annotation';
import type { DocFacts, ImageFacts } from '../../annotation/document';
import type { Change } from '../../edit/edit';
import type { Problem } from '../../problem';
import type { LabelSchema } from '../../schema/labelSchema';
import type { ShapeKindName } from '../../shapes/shapeData';

/** What the rows of a YOLO data set are. */
export type YoloTask = 'detect' | 'segment' | 'pose' | 'obb';

/** What a label file does not say itself, and what of it is meant. */
export interface FileContext {
  /** The image as it is: name, and size of the upright image in pixels; 0 where that is not known. */
  readonly image: ImageFacts;
  /** The image's path below the data set's folder, `/` between parts: how shared files name it. */
  readonly name: string;
  /** Classes with their ids, and skeletons. */
  readonly schema: LabelSchema;
  readonly task?: YoloTask;
  /** Numbers per keypoint of a YOLO pose row, and how many there are. */
  readonly keypoints?: { readonly count: number; readonly dims: 2 | 3 };
}

/** An annotation as it stands in a file; formats without ids leave `id` empty. */
export interface FileRow {
  /** What names it in the file for good (a COCO id); absent where only the order does. */
  readonly key?: string;
  readonly annotation: Annotation;
  /** Of its text, UTF-16 units. */
  readonly start: number;
}

/** A label file that was understood, as far as one image goes. */
export interface ReadFile {
  readonly ok: true;
  /** In the file's order. Coordinates are not rounded. */
  readonly rows: readonly FileRow[];
  readonly facts: DocFacts;
  readonly image: ImageFacts;
  readonly problems: readonly Problem[];
  /** False when the file says nothing of this image yet. */
  readonly hasImage: boolean;
}

export type FileReading = ReadFile | { readonly ok: false; readonly problem: Problem };

/** What is to be different in a file; everything else keeps its text. */
export interface FileChanges {
  /** By the place in `rows`: the annotation as it was read, and as it is to be. */
  readonly updated: ReadonlyMap<number, Change<Annotation>>;
  readonly removed: ReadonlySet<number>;
  readonly added: readonly Annotation[];
  readonly facts?: Change<DocFacts>;
}

/** The text after the changes, and the keys that the added ones got, where the format has keys. */
export interface WrittenFile {
  readonly text: string;
  readonly keys?: readonly string[];
}

/** A format whose files the editor edits as they are. Pure, and total over any text. */
export interface LabelFile {
  /** As `relabel.yaml` names it. */
  readonly id: 'yolo' | 'voc' | 'labelme' | 'coco' | 'label-studio';
  /** One file holds the labels of many images: only this image's part of it counts. */
  readonly isShared: boolean;
  /** For people: "YOLO segment". */
  title(context: FileContext): string;
  /** Shape kinds that can be written. */
  shapes(context: FileContext): readonly ShapeKindName[];
  /** What an annotation may say besides class and shape. */
  readonly fields: readonly (keyof Annotation)[];
  /** What a document may say besides annotations. */
  readonly tags: boolean;
  readonly state: boolean;
  /** Why this annotation of a possible shape cannot be written all the same; a clause that follows "because ". */
  refuse(annotation: Annotation, context: FileContext): string | undefined;
  read(text: string, context: FileContext): FileReading;
  /** `text` is undefined for a file that is made anew. `read` is what `read` said of this very text. */
  write(
    text: string | undefined,
    read: ReadFile | undefined,
    changes: FileChanges,
    context: FileContext,
  ): WrittenFile;
}
