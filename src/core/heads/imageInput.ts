import type { SizePx } from './letterbox';
import type { ModelManifest } from './manifest';
import type { OnnxMeta } from './onnxMeta';
import { PlanError } from './planError';
import type { Dim, ValueInfo } from './signature';
import { describeValue, describeValues, metadataSize } from './signature';

/** Element types a picture can be fed as. */
export const INPUT_TYPES = ['float32', 'float16', 'uint8'] as const;
export type InputType = (typeof INPUT_TYPES)[number];

/** The input that takes the picture, always one picture of three channels. */
export interface ImageInput {
  readonly name: string;
  readonly type: InputType;
  readonly layout: 'NCHW' | 'NHWC';
  readonly size: SizePx;
}

const DEFAULT_SIDE_PX = 640;

/** Finds it and its size: what the model fixes, else the manifest's, else the metadata's, else 640. */
export function imageInput(meta: OnnxMeta, given: ModelManifest['input'], warnings: string[]): ImageInput {
  const input = meta.inputs.find(({ dims }) => dims?.length === 4) ?? meta.inputs[0];
  if (!input) throw new PlanError('input', 'the model has no input');
  const dims = input.dims ?? ['', '', '', ''];
  if (dims.length !== 4) throw refused(meta, 'one of rank 4: [1, 3, height, width]');
  const layout = given?.layout ?? layoutOf(dims);
  const [batch, channels, height, width] = layout === 'NCHW' ? dims : pick(dims, [0, 3, 1, 2]);
  if (typeof batch === 'number' && batch !== 1) throw refused(meta, 'a batch of 1');
  if (typeof channels === 'number' && channels !== 3) throw refused(meta, 'three colour channels');
  return {
    name: input.name,
    type: typeOf(input),
    layout,
    size: sizeOf(meta, [height, width], given, warnings),
  };
}

const pick = (dims: readonly Dim[], order: readonly number[]): (Dim | undefined)[] =>
  order.map((at) => dims[at]);

/** Three channels last and not second: NHWC. */
const layoutOf = (dims: readonly Dim[]): 'NCHW' | 'NHWC' =>
  dims[3] === 3 && dims[1] !== 3 ? 'NHWC' : 'NCHW';

function typeOf(input: ValueInfo): InputType {
  const type = INPUT_TYPES.find((known) => known === input.type);
  if (!type)
    throw new PlanError('input', `wants an input of ${INPUT_TYPES.join(', ')}; saw ${describeValue(input)}`);
  return type;
}

const refused = (meta: OnnxMeta, wanted: string): PlanError =>
  new PlanError('input', `wants as input ${wanted}; saw ${describeValues(meta.inputs)}`);

function sizeOf(
  meta: OnnxMeta,
  [height, width]: readonly (Dim | undefined)[],
  given: ModelManifest['input'],
  warnings: string[],
): SizePx {
  const stated = metadataSize(meta.metadata);
  const side = (dim: Dim | undefined, wish: number | undefined, fallback: number | undefined): number => {
    if (typeof dim !== 'number') return wish ?? fallback ?? DEFAULT_SIDE_PX;
    if (wish !== undefined && wish !== dim)
      warnings.push(`The manifest asks for an input side of ${wish} px, the model fixes ${dim} px.`);
    return dim;
  };
  return {
    widthPx: side(width, given?.width, stated?.widthPx),
    heightPx: side(height, given?.height, stated?.heightPx),
  };
}
