import type { Annotation } from '../../annotation/annotation';
import type { JsonObject } from '../../json/json';
import type { Problem } from '../../problem';
import type { Shape } from '../../shapes/shapeData';
import type { Holds } from '../holds';
import type { YoloKeypoints } from './keypoints';

/*
 * Frame of all YOLO label files: shares of the upright image's width and height with edge coordinates; (0, 0) is the
 * top-left corner of the top-left pixel, 1 the right and bottom border. Ultralytics turns images by their EXIF
 * orientation as we do. Reference: ultralytics/ultralytics: ultralytics/data/utils.py (verify_image_label).
 */

export type YoloTaskName = 'detect' | 'segment' | 'pose' | 'obb' | 'predict';

/** What the rows of one file are read with. */
export interface RowContext {
  readonly widthPx: number;
  readonly heightPx: number;
  /** A row of the file has more than six columns: Ultralytics reads all of them as polygons then. */
  readonly polygons: boolean;
  readonly keypoints: YoloKeypoints;
  readonly classId: number;
}

export interface RowShape {
  readonly shape: Shape;
  readonly score?: number;
  /** What goes into the annotation's `extra.yolo`. */
  readonly extra?: JsonObject;
  readonly problem?: RowProblem;
}

/** Something wrong with a row; the caller knows the line. */
export type RowProblem = Omit<Problem, 'line' | 'column'>;

export interface PrintContext {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly keypoints: YoloKeypoints;
  readonly classId: number;
  /** Part of the shape does not fit: `clipped`, `outside`. */
  readonly lost: (code: string, message: string) => void;
}

/** What the columns of a row mean: the four kinds of label files. */
export interface YoloTask {
  readonly name: YoloTaskName;
  readonly holds: Holds;
  /** The shape of the columns after the class, or why it has none. */
  shapeOf(values: readonly number[], context: RowContext): RowShape | RowProblem;
  /** The columns after the class, beginning with a space; undefined when nothing is left inside the image. */
  print(annotation: Annotation, context: PrintContext): string | undefined;
}

export function wrongColumns(found: number, wanted: string): RowProblem {
  const message = `The row has ${found + 1} columns, not ${wanted}: it is left out. Ultralytics leaves out the whole image.`;
  return { severity: 'error', code: 'yolo-columns', message };
}

export function isProblem(row: RowShape | RowProblem): row is RowProblem {
  return 'code' in row;
}

export const CLIPPED = ['clipped', 'shapes are cut at the border of the image'] as const;
export const OUTSIDE = ['outside-dropped', 'shapes wholly outside of the image are dropped'] as const;
