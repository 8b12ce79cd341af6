import type { Rect } from '../../../geometry/rect';
import type { Shape } from '../../../shapes/index';

/**
 * A shape as shapes of another kind: mostly one, several for what has no equal (the joints of a skeleton as points),
 * none where nothing of it is left. `within` is the image in whole pixels, where its size is known.
 */
export type Conversion = (shape: Shape, within: Rect | undefined) => readonly Shape[];
