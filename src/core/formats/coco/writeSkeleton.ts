import type { Annotation } from '../../annotation/annotation';
import { jointOf } from '../../shapes/skeleton';
import type { Skeleton } from '../../shapes/shapeData';
import { compactJson } from './compactJson';
import type { Stated } from './stated';

/**
 * `keypoints` and `num_keypoints` of a row: for each joint of the category x, y and visibility, all zero where it is
 * not labelled. '' where the category has no keypoints.
 */
export function keypointsText(
  { shape }: Annotation,
  { keypoints }: Stated,
  joints: readonly string[] | undefined,
): string {
  if (joints && joints.length > 0) return textOf(shape.kind === 'skeleton' ? shape : undefined, joints);
  return keypoints === undefined
    ? ''
    : `,"keypoints":${compactJson(keypoints)},"num_keypoints":${countOf(keypoints)}`;
}

function textOf(shape: Skeleton | undefined, joints: readonly string[]): string {
  const flat: number[] = [];
  let count = 0;
  for (const name of joints) {
    const joint = shape && jointOf(shape, name);
    if (joint) count++;
    flat.push(...(joint ? [joint.x, joint.y, joint.visibility] : [0, 0, 0]));
  }
  return `,"keypoints":${JSON.stringify(flat)},"num_keypoints":${count}`;
}

function countOf(keypoints: unknown): number {
  if (!Array.isArray(keypoints)) return 0;
  return (keypoints as readonly unknown[]).filter(
    (value, i) => i % 3 === 2 && typeof value === 'number' && value > 0,
  ).length;
}
