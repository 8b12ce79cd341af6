import type { AnnotationDoc } from '../annotation/document';
import type { JsonObject } from '../json/json';
import type { LabelSchema } from '../schema/labelSchema';

/**
 * What formats exchange: a schema, and the images with their labels. Frame: continuous pixels of the upright image,
 * origin at the top-left corner of the top-left pixel, pixel (c, r) covers [c, c+1) x [r, r+1).
 */
export interface LabelSet {
  /** Classes in the source's order with its ids: neither is ever changed by reading or writing. */
  readonly schema: LabelSchema;
  /** How many images `images` yields. */
  readonly imageCount: number;
  /**
   * In the source's order. May be walked more than once and makes its items as it goes: whoever holds all of them
   * holds the whole set in memory.
   */
  readonly images: Iterable<LabeledImage>;
  /** What the formats had on the whole set and nobody else understands, by format family: `{coco: {info: {...}}}`. */
  readonly foreign?: JsonObject;
}

export interface LabeledImage {
  /**
   * Where the image is said to be, relative to the folder of all images of the set (COCO's `file_name`, CVAT's `name`,
   * the path below YOLO's `images/<split>`): `/` between parts, no `.` and `..`. Two images of one set never share it.
   */
  readonly path: string;
  /** Where the file is in the source that was read, when it is there. */
  readonly source?: string;
  /** `train`, `val`, `test` or a name of the source's own. */
  readonly split?: string;
  /** False when nobody has looked at it yet; a document without annotations is otherwise "looked at, nothing there". */
  readonly labelled: boolean;
  /**
   * `doc.image.file` is the last part of `path`. Sizes are 0 where neither the format nor the file tells.
   * What a format says of an annotation, an image or the document that has no place in them stands in their `extra`,
   * under the format's family: `extra: {coco: {id: 7}}`.
   */
  readonly doc: AnnotationDoc;
}
