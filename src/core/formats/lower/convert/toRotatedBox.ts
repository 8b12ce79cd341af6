import { convertShape } from '../../../edit/convertShape';
import { kindOf, type Shape } from '../../../shapes/index';
import type { Conversion } from './conversion';

/**
 * A box at angle 0; four corners that are a rectangle as they are; else the smallest rectangle around. What has no
 * area: its bounds, and none where these have none either.
 */
export const toRotatedBox: Conversion = (shape, within): readonly Shape[] => {
  const made = convertShape(shape, 'rotatedBox', within ?? { x: 0, y: 0, width: 0, height: 0 });
  if (made) return [made];
  const { x, y, width, height } = kindOf(shape).bounds(shape);
  if (width === 0 || height === 0) return [];
  return [{ kind: 'rotatedBox', cx: x + width / 2, cy: y + height / 2, width, height, angle: 0 }];
};
