import { FLAGS } from '../../src/core/annotation/annotation';
import { FIELDS, type Holds } from '../../src/core/formats/holds';

/** A format that loses nothing; tests take from it what they are about. */
export const HOLDS_ALL: Holds = {
  shapes: {
    box: 'box',
    rotatedBox: 'rotatedBox',
    polygon: 'polygon',
    polyline: 'polyline',
    spline: 'spline',
    point: 'point',
    skeleton: 'skeleton',
    ellipse: 'ellipse',
    cuboid: 'cuboid',
    mask: 'mask',
  },
  holes: true,
  parts: true,
  flags: FLAGS,
  fields: FIELDS,
  tags: 'several',
  state: true,
  ids: true,
  classIds: true,
  splits: true,
  negatives: true,
};
