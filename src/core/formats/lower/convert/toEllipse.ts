import { convertShape } from '../../../edit/convertShape';
import type { Conversion } from './conversion';

/** In a box the one that touches its sides; else the one of the same moments. */
export const toEllipse: Conversion = (shape, within) => {
  const made = convertShape(shape, 'ellipse', within ?? { x: 0, y: 0, width: 0, height: 0 });
  return made ? [made] : [];
};
