import type { Format } from '../format';
import { cocoInstances, detectCoco } from './instances';
import { cocoInputs } from './inputs';
import { readCocoSet } from './readSet';
import { SegmentReader } from './readSegments';
import { writePanoptic } from './writePanoptic';

/*
 * COCO panoptic (cocodataset/panopticapi): a JSON with one row for each image, and a folder of PNGs beside it, where
 * red + 256 green + 65536 blue is the id of the segment that a pixel belongs to, 0 none.
 */

export const cocoPanoptic: Format = {
  ...cocoInstances,
  id: 'coco-panoptic',
  title: 'COCO panoptic',
  holds: {
    ...cocoInstances.holds,
    // A box says where a thing is, not which pixels are its own.
    shapes: {
      ...cocoInstances.holds.shapes,
      ...{ box: undefined, rotatedBox: undefined, cuboid: undefined, skeleton: undefined },
      ...{ polygon: 'mask', spline: 'mask', ellipse: 'mask' },
    },
    holes: true,
    flags: ['crowd'],
    fields: [],
    flat: true,
  },
  readOptions: [
    { name: 'png', about: 'folder of the PNGs, when it is not named as the JSON file is' },
    {
      name: 'channels',
      about: '2: images without rows have PNGs with the class in red and the instance in green',
      values: ['3', '2'],
    },
  ],
  detect: (source) => detectCoco(source, ['panoptic']),
  read(source, report) {
    const kinds =
      source.options['channels'] === '2' ? (['panoptic', 'images'] as const) : (['panoptic'] as const);
    const set = readCocoSet(source, cocoInputs(source, kinds), report, {
      keypoints: false,
      segments: new SegmentReader(source),
    });
    return { ...set, schema: { ...set.schema, panoptic: true } };
  },
  write: writePanoptic,
};
