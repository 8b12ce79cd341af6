import type { Detection, DecodeOptions, Head, HeadContext, Match } from './head';
import { HeadError } from './head';
import type { SizePx } from './letterbox';
import { STRETCH_RGB } from './recipe';
import { isSound } from './rows';
import type { Signature } from './signature';
import { describeValues } from './signature';
import type { Outputs, Tensor } from './tensor';
import { floats } from './tensor';

/**
 * RT-DETR, D-FINE, DEIM as their own exporters write them: outputs `labels`, `boxes` (x1, y1, x2, y2) and
 * `scores`, and a second input `orig_target_sizes` (width, height) to which the boxes are scaled. It is fed the
 * input's own size, so that the boxes come in input pixels as every other head's.
 * Readers: lyuwenyu/RT-DETR rtdetrv2_pytorch/tools/export_onnx.py; Peterande/D-FINE tools/deployment.
 */
export const detr: Head = {
  id: 'detr',
  title: 'RT-DETR, D-FINE, DEIM',
  recipe: STRETCH_RGB,
  suppress: false,
  matches,
  classCount: () => undefined,
  feeds: ({ input }) => new Map([['orig_target_sizes', sizeTensor(input)]]),
  decode,
};

const WANTED = ['labels', 'boxes', 'scores'] as const;

function matches({ inputs, outputs }: Signature): Match {
  if (!inputs.some(({ name }) => name === 'orig_target_sizes'))
    return { fit: 0, reason: `wants an input 'orig_target_sizes', saw ${describeValues(inputs)}` };
  const missing = WANTED.filter((name) => !outputs.some((output) => output.name === name));
  if (missing.length > 0) return { fit: 0, reason: `misses the outputs ${missing.join(', ')}` };
  return { fit: 1, reason: 'has orig_target_sizes, labels, boxes and scores' };
}

function decode(outputs: Outputs, _context: HeadContext, { minScore }: DecodeOptions): Detection[] {
  const [labels, boxes, scores] = WANTED.map((name) => floats(output(outputs, name)));
  const found: Detection[] = [];
  scores?.forEach((score, i) => {
    const [x1 = NaN, y1 = NaN, x2 = NaN, y2 = NaN] = boxes?.subarray(4 * i, 4 * i + 4) ?? [];
    if (score >= minScore) found.push({ classIndex: labels?.[i] ?? 0, score, box: [x1, y1, x2, y2] });
  });
  return found.filter(isSound);
}

const sizeTensor = ({ widthPx, heightPx }: SizePx): Tensor => ({
  dims: [1, 2],
  type: 'int64',
  data: BigInt64Array.of(BigInt(widthPx), BigInt(heightPx)),
});

function output(outputs: Outputs, name: string): Tensor {
  const tensor = outputs.get(name);
  if (!tensor) throw new HeadError(`the model gave no output '${name}'`);
  return tensor;
}
