import type { Format } from '../format';
import { cocoInstances, detectCoco } from './instances';
import { readResults } from './readResults';
import { writeResults } from './writeResults';

/*
 * COCO detection results (cocodataset/cocoapi: pycocotools/coco.py, loadRes): a bare list of boxes, compressed run
 * lengths or keypoints, with scores. Pixels as in COCO instances.
 */

export const cocoResults: Format = {
  ...cocoInstances,
  id: 'coco-results',
  title: 'COCO detection results',
  holds: {
    ...cocoInstances.holds,
    shapes: {
      ...{ box: 'box', mask: 'mask', skeleton: 'skeleton' },
      ...{ polygon: 'mask', rotatedBox: 'mask', ellipse: 'mask', spline: 'mask', cuboid: 'mask' },
      ...{ polyline: undefined, point: undefined },
    },
    holes: true,
    flags: [],
    fields: ['score'],
  },
  readOptions: [
    { name: 'truth', about: 'the COCO file with the images and categories that the results belong to' },
  ],
  detect: (source) => detectCoco(source, ['results']),
  read: readResults,
  write: writeResults,
};
