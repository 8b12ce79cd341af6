import type { Detection, Format, Source } from '../format';
import { headText } from '../xml/headText';
import { cvatFiles } from './cvatFile';
import { readCvat } from './readCvat';
import { CVAT_FILE, writeCvat } from './writeCvat';

/*
 * "CVAT for images 1.1", and reading of "CVAT for video 1.1" (cvat-ai/cvat: cvat/apps/dataset_manager/formats/cvat.py).
 * Pixels: continuous edges, origin at the top left, as inside Relabel. Rotation in degrees clockwise about the centre.
 * Masks are run lengths row by row inside their crop. CVAT itself writes two decimals.
 */
export const cvat: Format = {
  id: 'cvat',
  title: 'CVAT for images 1.1',
  family: 'cvat',
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
      cuboid: 'cuboid',
      mask: 'mask',
    },
    holes: false,
    parts: false,
    flags: ['occluded', 'truncated', 'difficult', 'crowd'],
    fields: ['group', 'order', 'attributes'],
    tags: 'several',
    state: false,
    ids: false,
    classIds: true,
    splits: true,
    negatives: false,
  },
  readOptions: [
    {
      name: 'frames',
      about: "text file that lists the image of each of a video's frames, one a line from frame 0 on",
    },
    {
      name: 'interpolate',
      about: 'fill frames of a video between two shapes of a track',
      values: ['yes', 'no'],
    },
  ],
  writeOptions: [
    { name: 'decimals', about: 'digits of coordinates; CVAT itself writes two', values: ['all', '2'] },
  ],
  detect,
  read: readCvat,
  write: writeCvat,
};

function detect(source: Source): Detection | undefined {
  const [path] = cvatFiles(source);
  if (path === undefined) return undefined;
  const isVideo = /<mode>\s*interpolation/.test(headText(source.fs, path, 65_536));
  const reason = `${path} has the root <annotations>${isVideo ? ' and is of a video' : ''}`;
  return { confidence: path === CVAT_FILE || path.endsWith(`/${CVAT_FILE}`) ? 0.97 : 0.92, reason };
}
