import type { Holds } from '../holds';

/** What the flat exports hold: shapes of classes, and tags. */
export const FLAT_HOLDS: Holds = {
  shapes: {
    box: 'box',
    rotatedBox: 'rotatedBox',
    polygon: 'polygon',
    polyline: 'polyline',
    spline: 'spline',
    point: 'point',
    skeleton: 'box',
    ellipse: 'ellipse',
    cuboid: 'polygon',
    mask: 'mask',
  },
  holes: false,
  parts: false,
  flags: [],
  fields: [],
  tags: 'several',
  state: false,
  ids: false,
  classIds: false,
  splits: false,
  negatives: true,
};
