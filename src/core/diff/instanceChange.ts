import type { Annotation } from '../annotation/annotation';
import type { Point } from '../geometry/rect';
import type { ChangeKind } from './changeKinds';
import type { FactChange } from './factChanges';

/** How far apart two versions of a shape are; absent when the shape is the same or only one version has it. */
export interface ShapeChange {
  /** Intersection over union, 0 to 1, of shapes that cover an area. */
  readonly iou?: number;
  /** Object keypoint similarity of skeletons, 0 to 1, as COCO's with the same sigma for every joint. */
  readonly oks?: number;
  /** Mean distance of lines or points, image pixels. */
  readonly apartPx?: number;
  /** How far the middle of the bounds went, image pixels. */
  readonly shiftPx?: Point;
  /** By how much the bounds grew, image pixels; negative: shrank. */
  readonly grownPx?: { readonly width: number; readonly height: number };
}

/** One instance that differs between two versions; plain JSON. */
export interface InstanceChange extends ShapeChange {
  /** The id after; before, when it is gone. */
  readonly id: string;
  readonly before?: Annotation;
  readonly after?: Annotation;
  /** In the order of `CHANGE_KINDS`, at least one. */
  readonly kinds: readonly ChangeKind[];
  /** What `described` and `noted` are about; empty otherwise. */
  readonly facts: readonly FactChange[];
}
