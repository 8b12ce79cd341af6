import { FLAGS } from '../../annotation/annotation';
import type { Format } from '../format';
import { FIELDS } from '../holds';
import { detectRelabel } from './detectRelabel';
import { readRelabel } from './readRelabel';
import { writeRelabel } from './writeRelabel';

/**
 * Relabel's own: a folder of images with a sidecar `cat.jpg.labels.json` beside each (or in `labels/` trees) and a
 * `relabel.yaml`. Coordinates are the internal frame's: continuous pixels of the upright image, on a grid of 1/100.
 */
export const relabel: Format = {
  id: 'relabel',
  title: 'Relabel sidecars',
  family: 'relabel',
  target: { kind: 'folder' },
  holds: {
    shapes: {
      box: 'box',
      rotatedBox: 'rotatedBox',
      polygon: 'polygon',
      polyline: 'polyline',
      spline: 'spline',
      point: 'point',
      skeleton: 'skeleton',
      ellipse: 'ellipse',
      cuboid: 'cuboid',
      mask: 'mask',
    },
    holes: true,
    parts: true,
    flags: FLAGS,
    fields: FIELDS,
    tags: 'several',
    state: true,
    ids: true,
    classIds: true,
    splits: true,
    negatives: true,
    foreign: 'all',
  },
  detect: detectRelabel,
  read: readRelabel,
  write: writeRelabel,
};
