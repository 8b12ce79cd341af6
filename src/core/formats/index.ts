import type { Format } from './format';
import { yoloDetect, yoloObb, yoloPose, yoloPredict, yoloSegment } from './yolo/yoloFormats';
import { labelme } from './labelme/labelme';
import { xanylabeling } from './labelme/xanylabeling';
import { voc } from './voc/voc';

/** Every format, in the order of the help; where two are detected equally, the first counts. */
export const FORMATS: readonly Format[] = [
  yoloDetect,
  yoloSegment,
  yoloPose,
  yoloObb,
  yoloPredict,
  voc,
  labelme,
  xanylabeling,
];

export function formatNamed(id: string): Format | undefined {
  return FORMATS.find((format) => format.id === id);
}
