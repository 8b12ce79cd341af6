import type { Point, Rect } from '../geometry/rect';
import type { SkeletonTemplate } from '../schema/labelSchema';
import { skeletonOf, type Skeleton } from '../shapes/skeleton';

/** A skeleton with every joint of the template visible, where the template places it in the rectangle. */
export function skeletonIn(rect: Rect, template: SkeletonTemplate): Skeleton {
  return skeletonOf(
    template.joints.map(
      ({ name }) => [name, { ...jointPlace(rect, template, name), visibility: 2 }] as const,
    ),
  );
}

/**
 * Where a joint stands in the rectangle: as its `at` says, else on the ellipse inside it, the joints without a place
 * evenly spread from the top clockwise.
 */
export function jointPlace(rect: Rect, { joints }: SkeletonTemplate, name: string): Point {
  const at = joints.find((joint) => joint.name === name)?.at;
  if (at) return { x: rect.x + at[0] * rect.width, y: rect.y + at[1] * rect.height };
  const loose = joints.filter((joint) => !joint.at);
  const index = Math.max(
    0,
    loose.findIndex((joint) => joint.name === name),
  );
  const angle = (2 * Math.PI * index) / Math.max(1, loose.length);
  return {
    x: rect.x + (rect.width * (1 + Math.sin(angle))) / 2,
    y: rect.y + (rect.height * (1 - Math.cos(angle))) / 2,
  };
}
