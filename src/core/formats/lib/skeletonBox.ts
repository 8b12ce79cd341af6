import { boundsOfPoints } from '../../geometry/flatPoints';
import { rectContains, type Rect } from '../../geometry/rect';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import type { Skeleton } from '../../shapes/shapeData';

/** The smallest rectangle around the labelled joints. */
export function jointBounds(shape: Skeleton): Rect {
  return boundsOfPoints(Object.values(shape.joints).flatMap(({ x, y }) => [x, y]));
}

/**
 * The box of the instance that a skeleton belongs to, where the format that it was read from told one: YOLO's
 * (`extra.yolo.around`, pixels beyond the joints on the left, top, right and bottom, which follows the joints), or
 * COCO's (`extra.coco.bbox`, while the joints lie about in it). Else the box around the joints.
 */
export function boxOfSkeleton(shape: Skeleton, extra: JsonObject | undefined): Rect {
  const inner = jointBounds(shape);
  const around = fourNumbers(member(extra?.['yolo'], 'around'));
  if (around) return grown(inner, around);
  const [x, y, width, height] = fourNumbers(member(extra?.['coco'], 'bbox')) ?? [];
  if (x === undefined || y === undefined || width === undefined || height === undefined) return inner;
  const box = { x, y, width, height };
  const middle = { x: inner.x + inner.width / 2, y: inner.y + inner.height / 2 };
  return rectContains(box, middle) ? box : inner;
}

type Four = readonly [number, number, number, number];

function grown({ x, y, width, height }: Rect, [left, top, right, bottom]: Four): Rect {
  return {
    x: x - left,
    y: y - top,
    width: Math.max(0, width + left + right),
    height: Math.max(0, height + top + bottom),
  };
}

function member(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function fourNumbers(value: Json | undefined): Four | undefined {
  if (!isArray(value) || value.length !== 4) return undefined;
  const [a, b, c, d] = value;
  const isFour =
    typeof a === 'number' && typeof b === 'number' && typeof c === 'number' && typeof d === 'number';
  return isFour ? [a, b, c, d] : undefined;
}
