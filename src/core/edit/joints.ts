import type { Annotation } from '../annotation/annotation';
import type { Point } from '../geometry/rect';
import type { SkeletonTemplate } from '../schema/labelSchema';
import { skeletonOf, type Joint, type Skeleton } from '../shapes/skeleton';
import { boundsOf } from './commonBounds';
import { emptyEdit, type Edit } from './edit';
import { reshaped, update } from './edits';
import { jointPlace } from './skeletonIn';

/** COCO's visibility: 2 visible, 1 labelled but occluded, 0 absent. */
export type Visibility = 0 | 1 | 2;

/** How a joint is seen; absent without the joint, or when the shape is no skeleton. */
export function visibilityOf({ shape }: Annotation, joint: string): Visibility {
  return shape.kind === 'skeleton' ? (jointOf(shape, joint)?.visibility ?? 0) : 0;
}

/** Visible, then occluded, then absent, then visible again. */
export function nextVisibility(visibility: Visibility): Visibility {
  return visibility === 2 ? 1 : visibility === 1 ? 0 : 2;
}

/**
 * Sets how a joint is seen. One that was absent comes to `at` (image pixels), or without it where the template places
 * it in the bounds of the others. The last joint of a skeleton cannot be made absent, and a locked one stays.
 */
export function setJoint(
  annotation: Annotation,
  joint: string,
  visibility: Visibility,
  template: SkeletonTemplate | undefined,
  at?: Point,
): Edit {
  const label = `${NAMES[visibility]} ${joint}`;
  const { shape, locked } = annotation;
  if (locked || shape.kind !== 'skeleton') return emptyEdit(label);
  const place =
    jointOf(shape, joint) ?? at ?? (template && jointPlace(boundsOf(annotation), template, joint));
  const next = place && withJoint(shape, joint, place, visibility);
  return next ? update(label, [annotation], () => reshaped(annotation, next)) : emptyEdit(label);
}

const NAMES = { 0: 'Remove', 1: 'Occlude', 2: 'Show' } as const;

export function jointOf({ joints }: Skeleton, name: string): Joint | undefined {
  return Object.hasOwn(joints, name) ? joints[name] : undefined;
}

function withJoint(
  { joints }: Skeleton,
  name: string,
  { x, y }: Point,
  visibility: Visibility,
): Skeleton | undefined {
  const others = Object.entries(joints).filter(([key]) => key !== name);
  if (visibility === 0) return others.length > 0 ? skeletonOf(others) : undefined;
  return skeletonOf([...others, [name, { x, y, visibility }] as const]);
}
