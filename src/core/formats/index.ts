import { cocoInstances, cocoKeypoints } from './coco/instances';
import { cvat } from './cvat/cvat';
import type { Format } from './format';
import { relabel } from './relabel/relabel';
import { yoloDetect, yoloObb, yoloPose, yoloPredict, yoloSegment } from './yolo/yoloFormats';
import { labelme } from './labelme/labelme';
import { xanylabeling } from './labelme/xanylabeling';
import { voc } from './voc/voc';

/** Every format, in the order of the help; where two are detected equally, the first counts. */
export const FORMATS: readonly Format[] = [
  relabel,
  cocoInstances,
  cocoKeypoints,
  yoloDetect,
  yoloSegment,
  yoloPose,
  yoloObb,
  yoloPredict,
  voc,
  cvat,
  labelme,
  xanylabeling,
];

export function formatNamed(id: string): Format | undefined {
  return FORMATS.find((format) => format.id === id);
}
