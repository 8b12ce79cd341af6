/** Writes small ONNX models: the protobuf fields of onnx/onnx.proto3 that they need, nothing more. */

export type TinyType = 'float32' | 'uint8' | 'int64' | 'float16';
const TYPE_CODES: Readonly<Record<TinyType, number>> = { float32: 1, uint8: 2, int64: 7, float16: 10 };

/** A string is a dimension known only at run time. */
export interface TinyValue {
  readonly name: string;
  readonly dims: readonly (number | string)[];
  readonly type?: TinyType;
}

export interface TinyWeights {
  readonly name: string;
  readonly dims: readonly number[];
  readonly data: Float32Array | BigInt64Array;
}

export interface TinyNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Integers and lists of integers only. */
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

export interface TinyModel {
  readonly inputs: readonly TinyValue[];
  readonly outputs: readonly TinyValue[];
  readonly weights?: readonly TinyWeights[];
  readonly nodes: readonly TinyNode[];
  readonly metadata?: Readonly<Record<string, string>>;
}

export function tinyOnnx(model: TinyModel): Buffer {
  const graph = [
    ...model.nodes.map((node) => bytes(1, nodeProto(node))),
    text(2, 'tiny'),
    ...(model.weights ?? []).map((weights) => bytes(5, tensorProto(weights))),
    ...model.inputs.map((value) => bytes(11, valueProto(value))),
    ...model.outputs.map((value) => bytes(12, valueProto(value))),
  ];
  const metadata = Object.entries(model.metadata ?? {}).map(([key, value]) =>
    bytes(14, Buffer.concat([text(1, key), text(2, value)])),
  );
  const opset = bytes(8, Buffer.concat([text(1, ''), int(2, 17)]));
  return Buffer.concat([int(1, 8), text(2, 'tiny'), bytes(7, Buffer.concat(graph)), opset, ...metadata]);
}

/**
 * A model that takes a picture and gives fixed outputs. Float outputs are scaled by the brightest input value
 * when `lit`, so that a black picture gives zeros.
 */
export function constantModel(options: {
  readonly input: TinyValue;
  readonly extraInputs?: readonly TinyValue[];
  readonly outputs: readonly TinyWeights[];
  readonly metadata?: Readonly<Record<string, string>>;
  readonly lit?: boolean;
  /** Dimensions as declared, where they differ from the true ones. */
  readonly declared?: Readonly<Record<string, readonly (number | string)[]>>;
}): Buffer {
  const { input, extraInputs = [], outputs, lit, declared } = options;
  const peak: TinyNode = {
    op: 'ReduceMax',
    inputs: [input.name],
    outputs: ['peak'],
    attributes: { keepdims: 0 },
  };
  const give = ({ name, data }: TinyWeights): TinyNode =>
    lit && data instanceof Float32Array
      ? { op: 'Mul', inputs: [`${name}_value`, 'peak'], outputs: [name] }
      : { op: 'Identity', inputs: [`${name}_value`], outputs: [name] };
  return tinyOnnx({
    inputs: [input, ...extraInputs],
    outputs: outputs.map(({ name, dims, data }) => ({
      name,
      dims: declared?.[name] ?? dims,
      type: data instanceof Float32Array ? 'float32' : 'int64',
    })),
    weights: outputs.map((weights) => ({ ...weights, name: `${weights.name}_value` })),
    nodes: [...(lit ? [peak] : []), ...outputs.map(give)],
    ...(options.metadata ? { metadata: options.metadata } : {}),
  });
}

/** A YOLOv8-shaped model of one class that finds nothing and takes long: a chain of matrix products. */
export function slowModel(sidePx: number, products: number): Buffer {
  const size = 1024;
  const chain = Array.from({ length: products }, (_, i): TinyNode => ({
    op: 'MatMul',
    inputs: [`m${i}`, 'm0'],
    outputs: [`m${i + 1}`],
  }));
  const cells = [8, 16, 32].reduce((sum, stride) => sum + (sidePx / stride) ** 2, 0);
  return tinyOnnx({
    inputs: [{ name: 'images', dims: [1, 3, sidePx, sidePx] }],
    outputs: [{ name: 'output0', dims: [1, 5, cells] }],
    weights: [
      { name: 'zeros', dims: [size, size], data: new Float32Array(size * size) },
      { name: 'base', dims: [1, 5, cells], data: new Float32Array(5 * cells) },
    ],
    nodes: [
      { op: 'ReduceMean', inputs: ['images'], outputs: ['mean'], attributes: { keepdims: 0 } },
      { op: 'Add', inputs: ['zeros', 'mean'], outputs: ['m0'] },
      ...chain,
      { op: 'ReduceMin', inputs: [`m${products}`], outputs: ['low'], attributes: { keepdims: 0 } },
      { op: 'Mul', inputs: ['base', 'low'], outputs: ['output0'] },
    ],
  });
}

/** NodeProto { 1 input, 2 output, 4 op_type, 5 attribute } */
function nodeProto({ op, inputs, outputs, attributes = {} }: TinyNode): Buffer {
  return Buffer.concat([
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, op),
    ...Object.entries(attributes).map(([name, value]) => bytes(5, attributeProto(name, value))),
  ]);
}

/** AttributeProto { 1 name, 3 i, 8 ints, 20 type (2 INT, 7 INTS) } */
function attributeProto(name: string, value: number | readonly number[]): Buffer {
  if (typeof value === 'number') return Buffer.concat([text(1, name), int(3, value), int(20, 2)]);
  return Buffer.concat([text(1, name), ...value.map((item) => int(8, item)), int(20, 7)]);
}

/** TensorProto { 1 dims, 2 data_type, 8 name, 9 raw_data } */
function tensorProto({ name, dims, data }: TinyWeights): Buffer {
  const type = data instanceof Float32Array ? TYPE_CODES.float32 : TYPE_CODES.int64;
  const raw = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return Buffer.concat([...dims.map((dim) => int(1, dim)), int(2, type), text(8, name), bytes(9, raw)]);
}

/** ValueInfoProto { 1 name, 2 TypeProto { 1 Tensor { 1 elem_type, 2 shape { 1 dim } } } } */
function valueProto({ name, dims, type = 'float32' }: TinyValue): Buffer {
  const shape = dims.map((dim) => bytes(1, typeof dim === 'number' ? int(1, dim) : text(2, dim)));
  const tensor = Buffer.concat([int(1, TYPE_CODES[type]), bytes(2, Buffer.concat(shape))]);
  return Buffer.concat([text(1, name), bytes(2, bytes(1, tensor))]);
}

function varint(value: number): Buffer {
  const out: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) out.push((rest % 128) | 128);
  return Buffer.from([...out, rest]);
}

const int = (field: number, value: number): Buffer => Buffer.concat([varint(field * 8), varint(value)]);
const bytes = (field: number, value: Buffer): Buffer =>
  Buffer.concat([varint(field * 8 + 2), varint(value.length), value]);
const text = (field: number, value: string): Buffer => bytes(field, Buffer.from(value));
