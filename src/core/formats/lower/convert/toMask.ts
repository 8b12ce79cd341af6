import { maskOfShape } from '../../../mask/maskOfShape';
import type { Conversion } from './conversion';

/**
 * The pixels whose centre the area covers, by the even-odd rule; those outside the image are left out. None for
 * lines, points and what lies between the pixels' centres.
 */
export const toMask: Conversion = (shape, within) => {
  const mask = maskOfShape(shape, within);
  return mask ? [mask] : [];
};
