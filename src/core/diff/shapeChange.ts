import type { Point } from '../geometry/rect';
import { kindOf, type Shape } from '../shapes/index';
import { likeness } from './likeness';

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

/** Measures two shapes on one page. */
export function shapeChange(before: Shape, after: Shape): ShapeChange {
  const [from, to] = [kindOf(before).bounds(before), kindOf(after).bounds(after)];
  const [width, height] = [to.width - from.width, to.height - from.height];
  const shiftPx = { x: to.x - from.x + width / 2, y: to.y - from.y + height / 2 };
  return { ...likeness(before, after), shiftPx, grownPx: { width, height } };
}
