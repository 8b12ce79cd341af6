import type { Format, FormatOption } from '../format';
import { detectTask, predictTask } from './detectTask';
import { detectYolo } from './detectYolo';
import { obbTask } from './obbTask';
import { poseTask } from './poseTask';
import { readYolo } from './readYolo';
import { segmentTask } from './segmentTask';
import type { YoloTask } from './task';
import { writeYolo } from './writeYolo';

const WRITE_OPTIONS: readonly FormatOption[] = [
  {
    name: 'class-ids',
    about: 'Classes whose ids are not 0, 1, 2 and so on: number them anew, or keep the ids and fill the gaps',
    values: ['renumber', 'keep'],
  },
  {
    name: 'splits',
    about: 'How data.yaml names the images of a split: by their folder, or by a list of them',
    values: ['folders', 'lists'],
  },
];

/** A YOLO format (Ultralytics' layout) from what its rows mean. */
function yoloFormat(task: YoloTask, title: string): Format {
  return {
    id: `yolo-${task.name}`,
    title,
    family: 'yolo',
    target: { kind: 'folder' },
    holds: task.holds,
    writeOptions: WRITE_OPTIONS,
    detect: (source) => detectYolo(task.name, source),
    read: (source, report) => readYolo(task, source, report),
    write: (set, target) => writeYolo(task, set, target),
  };
}

export const yoloDetect = yoloFormat(detectTask, 'YOLO detect (Ultralytics)');
export const yoloSegment = yoloFormat(segmentTask, 'YOLO segment (Ultralytics)');
export const yoloPose = yoloFormat(poseTask, 'YOLO pose (Ultralytics)');
export const yoloObb = yoloFormat(obbTask, 'YOLO rotated boxes, OBB (Ultralytics)');
export const yoloPredict = yoloFormat(predictTask, 'YOLO detect with confidences, as predictions are saved');
