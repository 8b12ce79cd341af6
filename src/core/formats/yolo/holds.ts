import type { Holds } from '../holds';

/** What every YOLO format can hold besides its shapes: nothing of an annotation but class and place. */
export const YOLO_HOLDS: Omit<Holds, 'shapes'> = {
  holes: false,
  parts: false,
  flags: [],
  fields: [],
  tags: 'none',
  state: false,
  ids: false,
  classIds: true,
  splits: true,
  negatives: true,
};

/** Every shape as its bounding box. */
export const AS_BOXES: Holds['shapes'] = {
  box: 'box',
  rotatedBox: 'box',
  polygon: 'box',
  polyline: 'box',
  spline: 'box',
  point: undefined,
  skeleton: 'box',
  ellipse: 'box',
  cuboid: 'box',
  mask: 'box',
};
