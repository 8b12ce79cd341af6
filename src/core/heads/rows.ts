import type { Detection } from './head';
import { HeadError } from './head';
import type { Outputs, Tensor } from './tensor';
import { floats } from './tensor';

/** A rank-3 output of batch 1 as a matrix, row by row. */
export interface Rows {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** The first output, which must be (1, rows, columns) or (rows, columns). */
export function firstMatrix(outputs: Outputs): Rows {
  const [first] = outputs;
  if (!first) throw new HeadError('the model gave no output');
  return matrix(first[1], first[0]);
}

export function matrix(tensor: Tensor, name: string): Rows {
  const { dims } = tensor;
  const [rows, columns] = dims.slice(-2);
  const batched = dims.length === 3 && dims[0] === 1;
  if (rows === undefined || columns === undefined || !(batched || dims.length === 2))
    throw new HeadError(`output ${name} is [${dims.join(',')}], expected [1, rows, columns]`);
  return { rows, columns, values: floats(tensor) };
}

/** Best of `count` scores that lie `step` apart from `start`; the first wins among equals. */
export function best(
  values: Float32Array,
  start: number,
  count: number,
  step = 1,
): { index: number; score: number } {
  let index = 0;
  let score = -Infinity;
  for (let i = 0, at = start; i < count; i++, at += step) {
    const value = values[at] ?? 0;
    if (value > score) [index, score] = [i, value];
  }
  return { index, score };
}

/** A detection from centre and size. */
export function fromCentre(
  classIndex: number,
  score: number,
  [x, y, width, height]: readonly [number, number, number, number],
): Detection {
  return { classIndex, score, box: [x - width / 2, y - height / 2, x + width / 2, y + height / 2] };
}

/** Models give NaN or infinite boxes at times: such a detection is no detection. */
export const isSound = ({ score, box }: Detection): boolean =>
  Number.isFinite(score) && box.every(Number.isFinite) && box[2] > box[0] && box[3] > box[1];
