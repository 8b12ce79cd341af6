import type { Format } from '../format';
import { detectSupervisely } from './detectSupervisely';
import { readSupervisely } from './readSupervisely';
import { writeSupervisely } from './writeSupervisely';

/**
 * A Supervisely project: `meta.json`, `<dataset>/ann/<image>.json`, `<dataset>/img/` (supervisely/supervisely:
 * supervisely/geometry/*.py, annotation/annotation.py, annotation/label.py). Its files count whole pixels: the sides of
 * rectangles and oriented boxes are the first and the last pixel inside, so that our right side is theirs + 1; corners
 * of polygons, lines, points and nodes are taken as they are (`corners=centres` adds half a pixel when reading).
 */
export const supervisely: Format = {
  id: 'supervisely',
  title: 'Supervisely project',
  family: 'supervisely',
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
      ellipse: 'polygon',
      cuboid: 'cuboid',
      mask: 'mask',
    },
    holes: true,
    parts: true,
    flags: ['occluded', 'truncated', 'difficult', 'crowd'],
    fields: ['score', 'attributes'],
    tags: 'several',
    state: false,
    ids: false,
    classIds: true,
    splits: true,
    negatives: true,
    wholePixels: true,
  },
  readOptions: [
    {
      name: 'corners',
      about: 'Whether corners of polygons and lines are borders or centres of pixels.',
      values: ['borders', 'centres'],
    },
  ],
  detect: detectSupervisely,
  read: readSupervisely,
  write: writeSupervisely,
};
