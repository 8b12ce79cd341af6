import type { Holds } from '../holds';

/**
 * Areas become pixels of their own. Boxes and cuboids say where a thing is and not which pixels are its own, lines
 * and points have none: they are dropped rather than filled.
 */
export const HOLDS_MASKS: Holds = {
  shapes: {
    box: undefined,
    rotatedBox: undefined,
    polygon: 'mask',
    polyline: undefined,
    spline: 'mask',
    point: undefined,
    skeleton: undefined,
    ellipse: 'mask',
    cuboid: undefined,
    mask: 'mask',
  },
  holes: true,
  parts: true,
  flags: [],
  fields: [],
  tags: 'none',
  state: false,
  ids: false,
  classIds: true,
  splits: true,
  negatives: true,
  flat: true,
};
