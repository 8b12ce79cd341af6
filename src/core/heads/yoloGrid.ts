import { stridesFor } from './grid';
import type { Detection, DecodeOptions, Head, Match } from './head';
import { LETTERBOX_RGB } from './recipe';
import { firstMatrix, fromCentre, isSound } from './rows';
import type { Signature } from './signature';
import { classNames, describeValue, firstDim } from './signature';
import type { Outputs } from './tensor';

/**
 * Ultralytics YOLOv8, 11, 12 detection: one output (1, 4 + classes, predictions), columns are predictions of
 * centre x, centre y, width, height in input pixels and class scores already in 0..1.
 * Reader: ultralytics/ultralytics nn/modules/head.py Detect.
 */
export const yoloGrid: Head = {
  id: 'yoloGrid',
  title: 'YOLOv8, 11, 12 (Ultralytics detect)',
  recipe: LETTERBOX_RGB,
  suppress: true,
  matches,
  classCount: (signature) => firstDim(signature, 1, 4),
  decode: (outputs, _context, options) => decode(outputs, options),
};

function matches(signature: Signature): Match {
  const { outputs, metadata, inputSize } = signature;
  const task = metadata.get('task');
  const output = outputs[0];
  if (task !== undefined && task !== 'detect') return { fit: 0, reason: `its metadata says task '${task}'` };
  if (outputs.length !== 1 || !output) return { fit: 0, reason: `wants one output, saw ${outputs.length}` };
  const [, rows, columns] = output.dims?.length === 3 ? output.dims : [];
  if (typeof rows !== 'number' || rows < 5)
    return { fit: 0, reason: `wants [1, 4 + classes, predictions], saw ${describeValue(output)}` };
  const names = classNames(metadata)?.length;
  if (names !== undefined && rows !== 4 + names)
    return { fit: 0, reason: `${names} class names want ${4 + names} rows, saw ${describeValue(output)}` };
  if (typeof columns === 'number' && stridesFor(inputSize, columns))
    return { fit: task ? 1 : 0.9, reason: `${rows - 4} classes over ${columns} cells` };
  if (typeof columns === 'number' && columns <= rows)
    return { fit: 0, reason: `wants more predictions than rows, saw ${describeValue(output)}` };
  return { fit: task ? 0.9 : 0.5, reason: `${rows - 4} classes, ${columns} predictions` };
}

/** Class by class along contiguous rows: the layout makes column-wise reading ten times slower. */
function decode(outputs: Outputs, { minScore }: DecodeOptions): Detection[] {
  const { rows, columns, values } = firstMatrix(outputs);
  const scores = new Float32Array(columns).fill(-1);
  const classes = new Int32Array(columns);
  for (let row = 4; row < rows; row++)
    for (let i = 0, at = row * columns; i < columns; i++, at++) {
      const score = values[at] as number;
      if (score > (scores[i] as number)) {
        scores[i] = score;
        classes[i] = row - 4;
      }
    }
  const side = (row: number, i: number): number => values[row * columns + i] ?? NaN;
  const found: Detection[] = [];
  scores.forEach((score, i) => {
    if (score >= minScore)
      found.push(fromCentre(classes[i] ?? 0, score, [side(0, i), side(1, i), side(2, i), side(3, i)]));
  });
  return found.filter(isSound);
}
