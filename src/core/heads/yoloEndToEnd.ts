import type { Detection, DecodeOptions, Head, Match } from './head';
import { LETTERBOX_RGB } from './recipe';
import { firstMatrix, isSound } from './rows';
import type { Signature } from './signature';
import { describeValue, pythonEntry } from './signature';
import type { Outputs } from './tensor';

/**
 * YOLOv10, YOLO26 and Ultralytics exports with `nms=True`: one output (1, N, 6), rows of x1, y1, x2, y2 in input
 * pixels, score, class; rows of zeros are padding. Duplicates are already gone.
 * Readers: ultralytics/ultralytics engine/exporter.py NMSModel, nn/modules/head.py v10Detect; THU-MIG/yolov10.
 */
export const yoloEndToEnd: Head = {
  id: 'yoloEndToEnd',
  title: 'YOLOv10, 26 and exports with NMS inside',
  recipe: LETTERBOX_RGB,
  suppress: false,
  matches,
  classCount: () => undefined,
  decode: (outputs, _context, options) => decode(outputs, options),
};

const MAX_ROWS = 1000;

function matches({ outputs, metadata }: Signature): Match {
  const output = outputs[0];
  const task = metadata.get('task');
  if (task !== undefined && task !== 'detect') return { fit: 0, reason: `its metadata says task '${task}'` };
  if (/rtdetr/i.test(metadata.get('head') ?? '')) return { fit: 0, reason: 'its metadata says RT-DETR' };
  if (outputs.length !== 1 || !output) return { fit: 0, reason: `wants one output, saw ${outputs.length}` };
  const [, count, columns] = output.dims?.length === 3 ? output.dims : [];
  if (columns !== 6 || (typeof count === 'number' && count > MAX_ROWS))
    return { fit: 0, reason: `wants [1, at most ${MAX_ROWS}, 6], saw ${describeValue(output)}` };
  if (saysItself(metadata)) return { fit: 1, reason: 'its metadata says that duplicates are removed inside' };
  return {
    fit: task ? 0.95 : typeof count === 'number' ? 0.7 : 0.5,
    reason: 'rows of corners, score, class',
  };
}

function saysItself(metadata: ReadonlyMap<string, string>): boolean {
  const args = pythonEntry(metadata, 'args');
  const nms = args instanceof Map && args.get('nms') === true;
  return nms || pythonEntry(metadata, 'end2end') === true || metadata.get('head') === 'v10Detect';
}

function decode(outputs: Outputs, { minScore }: DecodeOptions): Detection[] {
  const { rows, columns, values } = firstMatrix(outputs);
  const found: Detection[] = [];
  for (let row = 0; row < rows; row++) {
    const [x1 = NaN, y1 = NaN, x2 = NaN, y2 = NaN, score = 0, classIndex = 0] = values.subarray(
      row * columns,
      row * columns + 6,
    );
    if (score >= minScore) found.push({ classIndex: Math.round(classIndex), score, box: [x1, y1, x2, y2] });
  }
  return found.filter(isSound);
}
