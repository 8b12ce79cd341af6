import type { Field } from './protobuf';
import { fieldsOf, ProtobufError, utf8 } from './protobuf';
import type { Dim, ValueInfo } from './signature';

/** What a .onnx file says about itself beside its weights. */
export interface OnnxMeta {
  readonly irVersion: number;
  readonly producer: string;
  /** Version of the default operator set; 0 when not stated. */
  readonly opset: number;
  readonly metadata: ReadonlyMap<string, string>;
  /** Graph inputs that are not weights. */
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
}

/** The bytes are no ONNX model, or one cut short. The message completes "… is not a readable ONNX model: ". */
export class OnnxError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'OnnxError';
  }
}

/** onnx/onnx onnx/onnx.proto3, TensorProto.DataType, in the runtime's names. */
const TYPES: Readonly<Record<number, string>> = {
  1: 'float32',
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  6: 'int32',
  7: 'int64',
  8: 'string',
  9: 'bool',
  10: 'float16',
  11: 'float64',
  12: 'uint32',
  13: 'uint64',
  16: 'bfloat16',
};

/**
 * Reads `metadata_props`, operator set, inputs and outputs from the bytes of a .onnx file (the runtime does not
 * expose them). Weights are skipped, never copied. Throws `OnnxError`.
 */
export function readOnnxMeta(bytes: Uint8Array): OnnxMeta {
  if (bytes.length === 0) throw new OnnxError('the file is empty');
  try {
    return readModel(bytes);
  } catch (error) {
    if (error instanceof ProtobufError) throw new OnnxError(`${error.message} (byte ${error.offset})`);
    throw error;
  }
}

function readModel(bytes: Uint8Array): OnnxMeta {
  const fields = gather(bytes);
  const graph = message(fields, 7);
  if (graph === undefined || !fields.has(1))
    throw new OnnxError('it holds no graph: is this another kind of file?');
  const properties = messages(fields, 14).map((entry) => gather(entry));
  return {
    irVersion: number(fields, 1),
    producer: text(fields, 2),
    opset: opset(messages(fields, 8)),
    metadata: new Map(properties.map((entry) => [text(entry, 1), text(entry, 2)])),
    ...readGraph(graph),
  };
}

function readGraph(bytes: Uint8Array): Pick<OnnxMeta, 'inputs' | 'outputs'> {
  const [inputs, outputs]: [ValueInfo[], ValueInfo[]] = [[], []];
  const weights = new Set<string>();
  for (const { number: field, value } of fieldsOf(bytes)) {
    if (!(value instanceof Uint8Array)) continue;
    if (field === 5) weights.add(text(gather(value), 8));
    if (field === 11) inputs.push(readValue(value));
    if (field === 12) outputs.push(readValue(value));
  }
  return { inputs: inputs.filter(({ name }) => !weights.has(name)), outputs };
}

/** ValueInfoProto { 1 name, 2 type { 1 tensor { 1 elem_type, 2 shape } } } */
function readValue(bytes: Uint8Array): ValueInfo {
  const fields = gather(bytes);
  const type = message(fields, 2);
  const tensor = type && message(gather(type), 1);
  const inner: Fields = tensor ? gather(tensor) : new Map();
  const shape = message(inner, 2);
  return {
    name: text(fields, 1),
    type: TYPES[number(inner, 1)] ?? 'other',
    dims: shape && messages(gather(shape), 1).map(readDim),
  };
}

/** TensorShapeProto.Dimension { 1 dim_value, 2 dim_param } */
function readDim(bytes: Uint8Array): Dim {
  const fields = gather(bytes);
  const size = number(fields, 1);
  return size > 0 ? size : text(fields, 2);
}

function opset(entries: readonly Uint8Array[]): number {
  const sets = entries.map((entry) => gather(entry));
  const standard = sets.find((set) => ['', 'ai.onnx'].includes(text(set, 1)));
  return standard ? number(standard, 2) : 0;
}

type Fields = ReadonlyMap<number, readonly Field['value'][]>;

/** Messages are opened one level at a time by name, so no input can make this recurse. */
function gather(bytes: Uint8Array): Fields {
  const fields = new Map<number, Field['value'][]>();
  for (const { number: field, value } of fieldsOf(bytes)) {
    const values = fields.get(field);
    if (values) values.push(value);
    else fields.set(field, [value]);
  }
  return fields;
}

const messages = (fields: Fields, field: number): Uint8Array[] =>
  (fields.get(field) ?? []).filter((value) => value instanceof Uint8Array);

/** Protobuf: of a field that must be single, the last one counts. */
const message = (fields: Fields, field: number): Uint8Array | undefined => messages(fields, field).at(-1);

const text = (fields: Fields, field: number): string => utf8(message(fields, field) ?? new Uint8Array());

function number(fields: Fields, field: number): number {
  const value = fields.get(field)?.at(-1);
  return typeof value === 'bigint' ? Number(BigInt.asIntN(64, value)) : 0;
}
