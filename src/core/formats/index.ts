import { cocoInstances, cocoKeypoints } from './coco/instances';
import { cvat } from './cvat/cvat';
import { createMl } from './createMl/createMl';
import { cocoPanoptic } from './coco/panoptic';
import { cocoResults } from './coco/results';
import type { Format } from './format';
import { labelImg } from './labelImg/labelImg';
import { openImages } from './openImages/openImages';
import { maskInstances } from './maskPng/instances';
import { maskSemantic } from './maskPng/semantic';
import { datumaro } from './datumaro/datumaro';
import { supervisely } from './supervisely/supervisely';
import { cityscapes } from './cityscapes/cityscapes';
import { relabel } from './relabel/relabel';
import { csv } from './csv/csv';
import { darknet } from './darknet/darknet';
import { dota } from './dota/dota';
import { kitti } from './kitti/kitti';
import { imageFolder, yoloClassify } from './imageFolder/imageFolder';
import { yoloDetect, yoloObb, yoloPose, yoloPredict, yoloSegment } from './yolo/yoloFormats';
import { labelme } from './labelme/labelme';
import { dagshub } from './labelStudio/dagshub';
import { labelstudioCsv } from './labelStudio/csvExport';
import { labelstudioMin } from './labelStudio/jsonMin';
import { labelstudio } from './labelStudio/labelstudio';
import { xanylabeling } from './labelme/xanylabeling';
import { via } from './via/via';
import { voc } from './voc/voc';
import { vocSegmentation } from './voc/vocSegmentation';

/** Every format, in the order of the help; where two are detected equally, the first counts. */
export const FORMATS: readonly Format[] = [
  relabel,
  cocoInstances,
  cocoKeypoints,
  cocoPanoptic,
  cocoResults,
  yoloDetect,
  yoloSegment,
  yoloPose,
  yoloObb,
  yoloPredict,
  darknet,
  imageFolder,
  yoloClassify,
  csv,
  kitti,
  dota,
  voc,
  vocSegmentation,
  labelImg,
  cvat,
  openImages,
  createMl,
  via,
  labelme,
  xanylabeling,
  labelstudio,
  labelstudioMin,
  labelstudioCsv,
  dagshub,
  supervisely,
  datumaro,
  cityscapes,
  maskSemantic,
  maskInstances,
];

export function formatNamed(id: string): Format | undefined {
  return FORMATS.find((format) => format.id === id);
}
