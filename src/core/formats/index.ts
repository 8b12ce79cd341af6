import { cocoInstances, cocoKeypoints } from './coco/instances';
import { cvat } from './cvat/cvat';
import { createMl } from './createMl/createMl';
import { cocoPanoptic } from './coco/panoptic';
import type { Format } from './format';
import { labelImg } from './labelImg/labelImg';
import { openImages } from './openImages/openImages';
import { relabel } from './relabel/relabel';
import { imageFolder, yoloClassify } from './imageFolder/imageFolder';
import { yoloDetect, yoloObb, yoloPose, yoloPredict, yoloSegment } from './yolo/yoloFormats';
import { labelme } from './labelme/labelme';
import { labelstudio } from './labelStudio/labelstudio';
import { xanylabeling } from './labelme/xanylabeling';
import { via } from './via/via';
import { voc } from './voc/voc';

/** Every format, in the order of the help; where two are detected equally, the first counts. */
export const FORMATS: readonly Format[] = [
  relabel,
  cocoInstances,
  cocoKeypoints,
  cocoPanoptic,
  yoloDetect,
  yoloSegment,
  yoloPose,
  yoloObb,
  yoloPredict,
  imageFolder,
  yoloClassify,
  voc,
  labelImg,
  cvat,
  openImages,
  createMl,
  via,
  labelme,
  xanylabeling,
  labelstudio,
];

export function formatNamed(id: string): Format | undefined {
  return FORMATS.find((format) => format.id === id);
}
