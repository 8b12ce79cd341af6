import { FLAGS } from '../../annotation/annotation';
import type { Format } from '../format';
import { detectLabelMe } from './detect';
import { readLabelMeFolder } from './readFolder';
import { writeLabelMeFolder } from './writeFolder';

/*
 * X-AnyLabeling (CVHub520/X-AnyLabeling: anylabeling/views/labeling/label_file.py, shape.py, schema.py): LabelMe's file
 * with more kinds of shapes and keys, and without masks. Frame: edge coordinates in pixels of the upright image, as
 * ours. `direction` is the clockwise angle of a `rotation` in radians. A pose is a rectangle and points of its group.
 */
export const xanylabeling: Format = {
  id: 'xanylabeling',
  title: 'X-AnyLabeling',
  family: 'labelme',
  target: { kind: 'folder' },
  holds: {
    shapes: {
      box: 'box',
      rotatedBox: 'rotatedBox',
      polygon: 'polygon',
      polyline: 'polyline',
      spline: 'polygon',
      point: 'point',
      skeleton: 'skeleton',
      ellipse: 'ellipse',
      cuboid: 'cuboid',
      mask: 'polygon',
    },
    holes: false,
    parts: true,
    flags: FLAGS,
    fields: ['score', 'group', 'text', 'locked', 'attributes'],
    tags: 'several',
    state: true,
    ids: false,
    classIds: false,
    splits: false,
    negatives: true,
  },
  readOptions: [
    { name: 'labels', about: 'the file with the class names, one a line; labels.txt when not told' },
  ],
  detect: (source) => detectLabelMe(source, 'xanylabeling'),
  read: readLabelMeFolder,
  write: (set, target) => writeLabelMeFolder(set, target, 'xanylabeling'),
};
