import { FLAGS } from '../../annotation/annotation';
import type { Detection, Format, Source } from '../format';
import type { Holds } from '../holds';
import { cocoInputs } from './inputs';
import { readCocoSet } from './readSet';
import { sniff, type CocoKind } from './sniff';
import { writeCocoSet } from './writeSet';

/*
 * COCO instances (cocodataset/cocoapi: PythonAPI/pycocotools/coco.py, common/maskApi.c). Pixels: edge coordinates, as
 * inside: the top-left pixel alone is [0, 0, 1, 1]; nothing is converted.
 */

const HOLDS: Holds = {
  shapes: {
    box: 'box',
    rotatedBox: 'polygon',
    polygon: 'polygon',
    polyline: undefined,
    spline: 'polygon',
    point: undefined,
    skeleton: 'box',
    ellipse: 'polygon',
    cuboid: 'polygon',
    mask: 'mask',
  },
  holes: false,
  parts: true,
  flags: FLAGS,
  fields: ['score', 'attributes'],
  tags: 'none',
  state: false,
  ids: false,
  classIds: true,
  splits: true,
  negatives: true,
};

export const cocoInstances: Format = {
  id: 'coco',
  title: 'COCO instances',
  family: 'coco',
  target: { kind: 'folder' },
  holds: HOLDS,
  detect: (source) => detectCoco(source, ['instances', 'images']),
  read: (source, report) =>
    readCocoSet(source, cocoInputs(source, ['instances', 'keypoints', 'images']), report, {
      keypoints: false,
    }),
  write: (set, target) => writeCocoSet(set, target, { prefix: 'instances', keypoints: false }),
};

export const cocoKeypoints: Format = {
  ...cocoInstances,
  id: 'coco-keypoints',
  title: 'COCO keypoints',
  holds: { ...HOLDS, shapes: { ...HOLDS.shapes, skeleton: 'skeleton' } },
  detect: (source) => detectCoco(source, ['keypoints']),
  read: (source, report) =>
    readCocoSet(source, cocoInputs(source, ['keypoints', 'instances', 'images']), report, {
      keypoints: true,
    }),
  write: (set, target) => writeCocoSet(set, target, { prefix: 'person_keypoints', keypoints: true }),
};

/** Whether there are files of one of these kinds, at the usual places. */
export function detectCoco(source: Source, kinds: readonly CocoKind[]): Detection | undefined {
  const path = source.file ?? cocoInputs(source, kinds)[0]?.path;
  if (path === undefined) return undefined;
  const { kind, seen } = sniff(source.fs, path);
  if (kind === undefined || !kinds.includes(kind)) return undefined;
  // Results come with a file of images, which alone would be taken for a set without annotations.
  const confidence = kind === 'images' ? 0.6 : kind === 'results' ? 0.95 : 0.9;
  return { confidence, reason: `${path} has ${seen}, as COCO ${kind} do` };
}
