import { boxOf } from '../../../shapes/box';
import { kindOf } from '../../../shapes/index';
import type { Conversion } from './conversion';

/** The bounds; none for what has no width or no height, because no training code takes such a box. */
export const toBox: Conversion = (shape) => {
  const bounds = kindOf(shape).bounds(shape);
  return bounds.width > 0 && bounds.height > 0 ? [boxOf(bounds)] : [];
};
