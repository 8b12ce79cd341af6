import type { Detection, Format, Source } from '../format';
import { readVia } from './readVia';
import { viaFile } from './viaSource';
import { writeVia } from './writeVia';

/*
 * VGG Image Annotator 2 (and 1, reading): project JSON, annotations as JSON or CSV (ox-vgg/via: via-2.x.y/src/via.js).
 * Pixels: continuous edges from the top left; VIA itself draws whole ones. Ellipses turn clockwise, in radians. VIA
 * has attributes of regions and no classes: one of them is read as the class, and written as `class`.
 */
export const via: Format = {
  id: 'via',
  title: 'VGG Image Annotator (VIA)',
  family: 'via',
  target: { kind: 'folder' },
  holds: {
    shapes: {
      box: 'box',
      rotatedBox: 'polygon',
      polygon: 'polygon',
      polyline: 'polyline',
      spline: 'polygon',
      point: 'point',
      skeleton: 'box',
      ellipse: 'ellipse',
      cuboid: 'polygon',
      mask: 'polygon',
    },
    holes: false,
    parts: false,
    flags: [],
    fields: ['attributes'],
    tags: 'several',
    state: false,
    ids: false,
    classIds: false,
    splits: false,
    negatives: false,
  },
  readOptions: [
    { name: 'class', about: "the regions' attribute that says their class; else it is guessed by its name" },
  ],
  writeOptions: [
    { name: 'form', about: 'a project, or the annotations alone', values: ['project', 'json', 'csv'] },
  ],
  detect,
  read: readVia,
  write: writeVia,
};

function detect(source: Source): Detection | undefined {
  const path = viaFile(source);
  return path === undefined
    ? undefined
    : { confidence: 0.94, reason: `${path} has the members or columns of VIA` };
}
