import type { Format } from '../format';
import { detectLabelMe } from './detect';
import { readLabelMeFolder } from './readFolder';
import { writeLabelMeFolder } from './writeFolder';
import { FLAGS } from '../../annotation/annotation';

/*
 * LabelMe (wkentaro/labelme: labelme/_label_file.py, _utils/shape.py), versions 3 to 7. Frame: edge coordinates in
 * pixels of the upright image, as ours; `imageWidth` and `imageHeight` are those of the upright image. A mask's points
 * are its first and last pixel, inclusive. What is written opens in version 7, which refuses a whole file for one shape
 * of an unknown kind: what LabelMe has no word for stands in keys that it keeps.
 */
export const labelme: Format = {
  id: 'labelme',
  title: 'LabelMe',
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
      cuboid: 'polygon',
      mask: 'mask',
    },
    holes: false,
    parts: true,
    flags: FLAGS,
    fields: ['score', 'group', 'text', 'locked', 'attributes'],
    tags: 'several',
    state: false,
    ids: false,
    classIds: false,
    splits: false,
    negatives: true,
  },
  readOptions: [
    { name: 'labels', about: 'the file with the class names, one a line; labels.txt when not told' },
  ],
  detect: (source) => detectLabelMe(source, 'labelme'),
  read: readLabelMeFolder,
  write: (set, target) => writeLabelMeFolder(set, target, 'labelme'),
};
