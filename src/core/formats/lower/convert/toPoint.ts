import { kindOf, type Shape } from '../../../shapes/index';
import type { Conversion } from './conversion';

/** Each joint of a skeleton, sorted by name; else the middle of the bounds. */
export const toPoint: Conversion = (shape): readonly Shape[] => {
  if (shape.kind === 'skeleton')
    return Object.values(shape.joints).map(({ x, y }) => ({ kind: 'point', x, y }));
  const { x, y, width, height } = kindOf(shape).bounds(shape);
  return [{ kind: 'point', x: x + width / 2, y: y + height / 2 }];
};
