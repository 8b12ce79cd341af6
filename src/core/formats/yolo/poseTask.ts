import type { Rect } from '../../geometry/rect';
import { kindOf } from '../../shapes/index';
import { skeletonOf } from '../../shapes/skeleton';
import type { Joint, Skeleton } from '../../shapes/shapeData';
import { boxOfSkeleton, jointBounds } from '../lib/skeletonBox';
import { boxOfRow, printBox } from './boxRow';
import { AS_BOXES, YOLO_HOLDS } from './holds';
import { printShare } from './rows';
import {
  isProblem,
  wrongColumns,
  type PrintContext,
  type RowContext,
  type RowProblem,
  type RowShape,
  type YoloTask,
} from './task';

/**
 * `class cx cy w h`, then `x y` or `x y visibility` (0 not labelled, 1 hidden, 2 visible) for each keypoint. A row
 * without a labelled keypoint is a box. The row's box is kept by how far it reaches beyond the joints on each side.
 */
export const poseTask: YoloTask = {
  name: 'pose',
  holds: { ...YOLO_HOLDS, shapes: { ...AS_BOXES, skeleton: 'skeleton' } },
  shapeOf,
  print(annotation, context) {
    const { shape } = annotation;
    if (shape.kind !== 'skeleton') return printBoxOnly(kindOf(shape).bounds(shape), context);
    const box = printBox(boxOfSkeleton(shape, annotation.extra), context);
    return box === undefined ? undefined : box + printJoints(shape, context);
  },
};

function shapeOf(values: readonly number[], context: RowContext): RowShape | RowProblem {
  const { count, dims } = context.keypoints;
  const wanted = 4 + count * dims;
  if (values.length !== wanted && values.length !== wanted + 1)
    return wrongColumns(values.length, `${wanted + 1}`);
  const box = boxOfRow([...values.slice(0, 4), ...values.slice(wanted)], context);
  if (isProblem(box)) return box;
  const joints = jointsOf(values.slice(4, wanted), context);
  if (joints.length === 0 || box.shape.kind !== 'box') return box;
  const shape = skeletonOf(joints);
  const margins = marginsOf(box.shape, jointBounds(shape));
  return { ...box, shape, ...(margins && { extra: { around: margins } }) };
}

function jointsOf(values: readonly number[], context: RowContext): (readonly [string, Joint])[] {
  const { dims, namesOf } = context.keypoints;
  return namesOf(context.classId).flatMap((name, i) => {
    const [x = 0, y = 0, v] = values.slice(i * dims, (i + 1) * dims);
    const visibility = visibilityOf(x, y, v);
    return visibility === 0
      ? []
      : [[name, { x: x * context.widthPx, y: y * context.heightPx, visibility }] as const];
  });
}

/** Predictions have the model's confidence in the place of the visibility. */
function visibilityOf(x: number, y: number, v: number | undefined): 0 | 1 | 2 {
  if (v === undefined) return x < 0 || y < 0 ? 0 : 2;
  if (v <= 0) return 0;
  if (v === 1) return 1;
  return v < 0.5 ? 1 : 2;
}

/** Below this a box counts as the one around the joints. */
const SAME_PX = 1e-3;

/** How far a box reaches beyond another on the left, top, right and bottom, in pixels; undefined when nowhere. */
function marginsOf(box: Rect, inner: Rect): readonly number[] | undefined {
  const margins = [
    inner.x - box.x,
    inner.y - box.y,
    box.x + box.width - inner.x - inner.width,
    box.y + box.height - inner.y - inner.height,
  ];
  return margins.some((margin) => Math.abs(margin) > SAME_PX) ? margins : undefined;
}

function printBoxOnly(rect: Rect, context: PrintContext): string | undefined {
  const box = printBox(rect, context);
  return box === undefined ? undefined : box + ' 0 0 0'.repeat(context.keypoints.count);
}

function printJoints(shape: Skeleton, context: PrintContext): string {
  const left = new Map(Object.entries(shape.joints));
  let text = '';
  for (const name of context.keypoints.namesOf(context.classId)) {
    const joint = left.get(name);
    left.delete(name);
    text += joint ? printJoint(joint, context) : ' 0 0 0';
  }
  if (left.size > 0)
    context.lost('joints-unknown', 'keypoints that no template of a class names are dropped');
  return text;
}

/** A keypoint outside the image counts as not labelled, as in COCO. */
function printJoint({ x, y, visibility }: Joint, context: PrintContext): string {
  const { widthPx, heightPx } = context;
  if (x >= 0 && y >= 0 && x <= widthPx && y <= heightPx)
    return ` ${printShare(x / widthPx)} ${printShare(y / heightPx)} ${visibility}`;
  context.lost('joints-outside', 'keypoints outside of the image are dropped');
  return ' 0 0 0';
}
