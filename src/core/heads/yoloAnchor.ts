import { stridesFor } from './grid';
import type { Head, Match } from './head';
import { decodeObjectness } from './objectness';
import { LETTERBOX_RGB } from './recipe';
import { firstMatrix } from './rows';
import type { Signature } from './signature';
import { classNames, describeValue, firstDim } from './signature';

/**
 * YOLOv5, v7 (`--grid`) and v6: one output (1, predictions, 5 + classes), rows of centre x, centre y, width,
 * height in input pixels, objectness, class scores, all in 0..1 (v6: objectness is always 1).
 * Readers: ultralytics/yolov5 models/yolo.py; WongKinYiu/yolov7 export.py; meituan/YOLOv6 deploy/ONNX.
 */
export const yoloAnchor: Head = {
  id: 'yoloAnchor',
  title: 'YOLOv5, v6, v7',
  recipe: LETTERBOX_RGB,
  suppress: true,
  matches,
  classCount: (signature) => firstDim(signature, 2, 5),
  decode: (outputs, _context, { minScore }) => {
    const rows = firstMatrix(outputs);
    const at = (index: number): number => rows.values[index] ?? NaN;
    return decodeObjectness(rows, minScore, (start) => [
      at(start),
      at(start + 1),
      at(start + 2),
      at(start + 3),
    ]);
  },
};

function matches({ outputs, metadata, inputSize }: Signature): Match {
  const output = outputs[0];
  if (metadata.has('task')) return { fit: 0, reason: 'its metadata is that of a newer Ultralytics export' };
  if (outputs.length !== 1 || !output) return { fit: 0, reason: `wants one output, saw ${outputs.length}` };
  const [, count, columns] = output.dims?.length === 3 ? output.dims : [];
  if (typeof columns !== 'number' || columns < 6)
    return { fit: 0, reason: `wants [1, predictions, 5 + classes], saw ${describeValue(output)}` };
  const names = classNames(metadata)?.length;
  if (names !== undefined && columns !== 5 + names)
    return { fit: 0, reason: `${names} class names want ${5 + names} columns, saw ${describeValue(output)}` };
  if (typeof count !== 'number')
    return { fit: names ? 0.8 : 0.4, reason: `${columns - 5} classes with objectness` };
  if (stridesFor(inputSize, count, 3))
    return { fit: 0.95, reason: `${count} predictions are three per cell` };
  if (!stridesFor(inputSize, count))
    return { fit: 0, reason: `${count} predictions are neither one nor three per cell of the input` };
  return output.name === 'outputs'
    ? { fit: 0.9, reason: `one prediction per cell, in 'outputs' as YOLOv6 names it` }
    : { fit: 0.4, reason: `one prediction per cell` };
}
