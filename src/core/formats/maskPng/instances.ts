import type { Format } from '../format';
import { detectInstances } from './detectMasks';
import { HOLDS_MASKS } from './holdsMasks';
import { readInstances } from './readInstances';
import { writeInstances } from './writeInstances';

/**
 * Instance masks: a grey PNG of 16 bits for each image, each pixel the number of an object (0: none). The class stands
 * in `instances.tsv`, or in the number itself: class x 256 + object, as KITTI and Mapillary have it (`coding=kitti`).
 * Pixel (column, row) of the mask is that of the image: [column, column + 1) x [row, row + 1).
 */
export const maskInstances: Format = {
  id: 'mask-instances',
  title: 'Instance mask PNGs (16 bit)',
  family: 'maskPng',
  target: { kind: 'folder' },
  holds: HOLDS_MASKS,
  readOptions: [
    {
      name: 'coding',
      about: 'What a number says where there is no instances.tsv.',
      values: ['numbers', 'kitti'],
    },
  ],
  writeOptions: [{ name: 'coding', about: 'What a number says.', values: ['numbers', 'kitti'] }],
  detect: detectInstances,
  read: readInstances,
  write: writeInstances,
};
