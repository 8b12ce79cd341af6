import type { Json, JsonObject } from '../../json/json';
import { skeletonOf } from '../../shapes/skeleton';
import type { Joint, Skeleton } from '../../shapes/shapeData';
import { jointName, type Category } from './categories';
import { numbersIn } from './kept';
import type { Tell } from './segmentation';

/**
 * The skeleton of `keypoints` [x, y, v, ...]: v 2 visible, 1 labelled but hidden, 0 not labelled. Undefined when no
 * keypoint is labelled: such a person is known by the outline alone.
 */
export function skeletonOfRow(
  value: Json | undefined,
  { joints }: Category,
  tell: Tell,
): { readonly shape: Skeleton; readonly kept: JsonObject } | undefined {
  if (value === undefined) return undefined;
  const numbers = numbersIn(value);
  if (!numbers || numbers.length % 3 !== 0) {
    tell(
      'error',
      'coco-keypoints',
      '"keypoints" must be [x, y, visibility, ...] with three numbers for each; they are passed over.',
    );
    return undefined;
  }
  if (joints.length > 0 && numbers.length !== 3 * joints.length)
    tell(
      'warning',
      'coco-keypoints',
      `There are ${numbers.length / 3} keypoints, the category names ${joints.length}.`,
    );
  const { found, keepsPlaces } = labelled(numbers, joints);
  if (found.length === 0) return undefined;
  return { shape: skeletonOf(found), kept: keepsPlaces ? { keypoints: numbers } : {} };
}

function labelled(
  numbers: readonly number[],
  joints: readonly string[],
): { readonly found: readonly (readonly [string, Joint])[]; readonly keepsPlaces: boolean } {
  const found: (readonly [string, Joint])[] = [];
  let keepsPlaces = false;
  for (let i = 0; i < numbers.length; i += 3) {
    const [x = 0, y = 0, v = 0] = numbers.slice(i, i + 3);
    if (v > 0) found.push([joints[i / 3] ?? jointName(i / 3), { x, y, visibility: v === 1 ? 1 : 2 }]);
    else keepsPlaces ||= x !== 0 || y !== 0;
  }
  return { found, keepsPlaces };
}
