import type { Format, Source } from '../format';
import { cityImages } from './layout';
import { readCityscapes } from './readCityscapes';
import { writeCityscapes } from './writeCityscapes';

/**
 * Cityscapes: `gtFine/<split>/<city>/<name>_gtFine_{polygons.json,labelIds.png,instanceIds.png,color.png}` and
 * `leftImg8bit/<split>/<city>/<name>_leftImg8bit.png` (mcordts/cityscapesScripts: cityscapesscripts/helpers/labels.py,
 * preparation/json2labelImg.py, json2instanceImg.py). The polygons are read where they are there, else the masks.
 * Corners are taken for edge coordinates; later objects cover earlier ones; `cargroup` is a crowd of cars.
 */
export const cityscapes: Format = {
  id: 'cityscapes',
  title: 'Cityscapes',
  family: 'cityscapes',
  target: { kind: 'folder' },
  holds: {
    shapes: {
      box: 'polygon',
      rotatedBox: 'polygon',
      polygon: 'polygon',
      polyline: undefined,
      spline: 'polygon',
      point: undefined,
      skeleton: undefined,
      ellipse: 'polygon',
      cuboid: 'polygon',
      mask: 'polygon',
    },
    holes: false,
    parts: false,
    flags: ['crowd'],
    fields: [],
    tags: 'none',
    state: false,
    ids: false,
    classIds: false,
    splits: true,
    negatives: true,
  },
  detect(source: Source) {
    const found = cityImages(source).find(({ labels }) => labels);
    const path = found?.labels?.path;
    return path === undefined ? undefined : { confidence: 0.95, reason: `${path} is named as in Cityscapes` };
  },
  read: readCityscapes,
  write: writeCityscapes,
};
