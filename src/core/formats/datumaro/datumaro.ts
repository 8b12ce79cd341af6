import type { Format } from '../format';
import { detectDatumaro } from './detectDatumaro';
import { readDatumaro } from './readDatumaro';
import { writeDatumaro } from './writeDatumaro';

/**
 * Datumaro's own JSON, version 1.0: `annotations/<subset>.json` and `images/<subset>/` (openvinotoolkit/datumaro:
 * src/datumaro/plugins/data_formats/datumaro/{base,exporter}.py). Pixels in edge coordinates, as inside; its reader
 * rounds them to two decimals. Class numbers are places in the list of labels.
 */
export const datumaro: Format = {
  id: 'datumaro',
  title: 'Datumaro JSON',
  family: 'datumaro',
  target: { kind: 'folder' },
  holds: {
    shapes: {
      box: 'box',
      rotatedBox: 'polygon',
      polygon: 'polygon',
      polyline: 'polyline',
      spline: 'polygon',
      point: 'point',
      skeleton: 'skeleton',
      ellipse: 'ellipse',
      cuboid: 'cuboid',
      mask: 'mask',
    },
    holes: false,
    parts: false,
    flags: ['occluded', 'truncated', 'difficult', 'crowd'],
    fields: ['score', 'group', 'order', 'attributes'],
    tags: 'several',
    state: false,
    ids: false,
    classIds: false,
    splits: true,
    negatives: true,
  },
  detect: detectDatumaro,
  read: readDatumaro,
  write: writeDatumaro,
};
