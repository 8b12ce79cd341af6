import { boxOf } from '../../../shapes/box';
import { kindOf } from '../../../shapes/index';
import type { Conversion } from './conversion';

/** The bounds. */
export const toBox: Conversion = (shape) => [boxOf(kindOf(shape).bounds(shape))];
