import { stridesFor } from './grid';
import type { Detection, Head, HeadContext, Match } from './head';
import { HeadError } from './head';
import { decodeObjectness } from './objectness';
import { TOPLEFT_BGR } from './recipe';
import type { Rows } from './rows';
import { firstMatrix } from './rows';
import type { Signature } from './signature';
import { describeValue, firstDim } from './signature';

/**
 * YOLOX: one output (1, cells, 5 + classes). Raw: centre = (value + cell) * stride, size = exp(value) * stride.
 * Exported with `--decode_in_inference` the boxes are pixels already. Objectness and classes are in 0..1.
 * Reader: Megvii-BaseDetection/YOLOX yolox/utils/demo_utils.py demo_postprocess.
 */
export const yolox: Head = {
  id: 'yolox',
  title: 'YOLOX',
  recipe: TOPLEFT_BGR,
  suppress: true,
  matches,
  classCount: (signature) => firstDim(signature, 2, 5),
  decode: (outputs, context, { minScore }) => {
    const rows = firstMatrix(outputs);
    return isInPixels(rows, context) ? decodePixels(rows, minScore) : decodeRaw(rows, context, minScore);
  },
};

function matches({ outputs, metadata, inputSize }: Signature): Match {
  const output = outputs[0];
  if (metadata.has('task')) return { fit: 0, reason: 'its metadata is that of an Ultralytics export' };
  if (outputs.length !== 1 || !output) return { fit: 0, reason: `wants one output, saw ${outputs.length}` };
  const [, count, columns] = output.dims?.length === 3 ? output.dims : [];
  if (typeof columns !== 'number' || columns < 6)
    return { fit: 0, reason: `wants [1, cells, 5 + classes], saw ${describeValue(output)}` };
  if (typeof count !== 'number') return { fit: 0.3, reason: `${columns - 5} classes with objectness` };
  if (!stridesFor(inputSize, count))
    return { fit: 0, reason: `${count} predictions are not one per cell of the input` };
  return output.name === 'output'
    ? { fit: 0.9, reason: `one prediction per cell, in 'output' as YOLOX names it` }
    : { fit: 0.5, reason: 'one prediction per cell' };
}

/** Raw offsets stay near 0 whatever the picture; centres in pixels average near the middle of the input. */
function isInPixels({ rows, columns, values }: Rows, { input }: HeadContext): boolean {
  let sum = 0;
  for (let at = 0; at < rows * columns; at += columns) sum += (values[at] ?? 0) + (values[at + 1] ?? 0);
  return sum / Math.max(1, rows) > (input.widthPx + input.heightPx) / 8;
}

function decodePixels(rows: Rows, minScore: number): Detection[] {
  const at = (index: number): number => rows.values[index] ?? NaN;
  return decodeObjectness(rows, minScore, (start) => [
    at(start),
    at(start + 1),
    at(start + 2),
    at(start + 3),
  ]);
}

function decodeRaw(rows: Rows, { input }: HeadContext, minScore: number): Detection[] {
  const strides = stridesFor(input, rows.rows);
  if (!strides)
    throw new HeadError(`${rows.rows} predictions do not fit an input of ${input.widthPx}x${input.heightPx}`);
  const cellOf = cellFinder(input.widthPx, input.heightPx, strides);
  const at = (index: number): number => rows.values[index] ?? NaN;
  return decodeObjectness(rows, minScore, (start, row) => {
    const { x, y, stride } = cellOf(row);
    const centre = [(at(start) + x) * stride, (at(start + 1) + y) * stride] as const;
    return [...centre, Math.exp(at(start + 2)) * stride, Math.exp(at(start + 3)) * stride];
  });
}

/** Column, row and stride of the n-th prediction: levels from fine to coarse, each row by row. */
function cellFinder(widthPx: number, heightPx: number, strides: readonly number[]) {
  return (index: number): { x: number; y: number; stride: number } => {
    let rest = index;
    for (const stride of strides) {
      const columns = Math.ceil(widthPx / stride);
      const cells = columns * Math.ceil(heightPx / stride);
      if (rest < cells) return { x: rest % columns, y: Math.floor(rest / columns), stride };
      rest -= cells;
    }
    throw new HeadError(`prediction ${index} lies beyond the grid`);
  };
}
