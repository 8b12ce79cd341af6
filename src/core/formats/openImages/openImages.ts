import type { Detection, Format, Source } from '../format';
import { BOXES_ONLY } from '../voc/voc';
import { openImagesFiles } from './openImagesFiles';
import { readOpenImages } from './readOpenImages';
import { writeOpenImages } from './writeOpenImages';

/*
 * Open Images CSV, versions 4 to 7 (storage.googleapis.com/openimages; datumaro: plugins/data_formats/open_images.py).
 * Coordinates are parts of width and height, continuous edges, in the order XMin, XMax, YMin, YMax: the images' sizes
 * are needed. A mask is a PNG that a table names with its box; with a row for that box it is one instance. Image labels with confidence 1 are tags, those with 0 are verified to be absent.
 */
export const openImages: Format = {
  id: 'open-images',
  title: 'Open Images',
  family: 'openimages',
  target: { kind: 'folder' },
  holds: {
    shapes: { ...BOXES_ONLY, mask: 'mask', polygon: 'mask' },
    holes: false,
    parts: false,
    flags: ['occluded', 'truncated', 'crowd'],
    fields: ['score'],
    attributes: ['depiction', 'inside'],
    tags: 'several',
    state: false,
    ids: false,
    classIds: false,
    splits: true,
    negatives: false,
  },
  detect,
  read: readOpenImages,
  write: writeOpenImages,
};

function detect(source: Source): Detection | undefined {
  const { boxes, labels, images, masks } = openImagesFiles(source);
  const table = boxes[0] ?? masks[0] ?? labels[0];
  if (table !== undefined)
    return { confidence: 0.95, reason: `${table} has the columns ImageID and LabelName of Open Images` };
  return images[0] === undefined
    ? undefined
    : { confidence: 0.7, reason: `${images[0]} lists images as Open Images does` };
}
