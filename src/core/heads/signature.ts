import type { SizePx } from './letterbox';
import type { PythonValue } from './pythonLiteral';
import { readPythonLiteral } from './pythonLiteral';

/** A dimension: a size, or the name of one that is known only when the model runs (`''` when unnamed). */
export type Dim = number | string;

/** An input or output as the model file declares it. `dims` is undefined when not even the rank is stated. */
export interface ValueInfo {
  readonly name: string;
  /** ONNX's element type in lower case, `float32`, `uint8`, …; `other` for sequences, maps and the like. */
  readonly type: string;
  readonly dims: readonly Dim[] | undefined;
}

/** Everything a head may look at to recognise a model. */
export interface Signature {
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  readonly metadata: ReadonlyMap<string, string>;
  /** The size the picture will have as input. */
  readonly inputSize: SizePx;
}

/** `images float32 [1,3,640,640]`, for messages. */
export function describeValue(value: ValueInfo): string {
  const dims = value.dims?.map((dim) => (dim === '' ? '?' : dim)).join(',') ?? '?';
  return `${value.name} ${value.type} [${dims}]`;
}

export const describeValues = (values: readonly ValueInfo[]): string =>
  values.map(describeValue).join('; ') || 'none';

/** A metadata entry read as a Python literal; undefined when absent or not one. */
export function pythonEntry(metadata: ReadonlyMap<string, string>, key: string): PythonValue | undefined {
  const text = metadata.get(key);
  return text === undefined ? undefined : readPythonLiteral(text);
}

/** Class names in order of their index, from `names` (a dict or a list); undefined when there are none. */
export function classNames(metadata: ReadonlyMap<string, string>): string[] | undefined {
  const names = pythonEntry(metadata, 'names');
  if (Array.isArray(names)) return names.map(String);
  if (!(names instanceof Map)) return undefined;
  const entries = [...names].flatMap(([key, name]) =>
    isIndex(key) ? [[Number(key), String(name)] as const] : [],
  );
  const list: string[] = [];
  for (const [index, name] of entries) list[index] = name;
  return entries.length === 0 ? undefined : Array.from(list, (name, index) => name ?? `class ${index}`);
}

const isIndex = (key: PythonValue): boolean => {
  const index = typeof key === 'number' || typeof key === 'string' ? Number(key) : NaN;
  return Number.isInteger(index) && index >= 0 && index < 100_000;
};

/** `imgsz`: Ultralytics writes [height, width]; a single number is both. */
export function metadataSize(metadata: ReadonlyMap<string, string>): SizePx | undefined {
  const size = pythonEntry(metadata, 'imgsz');
  const [height, width] = Array.isArray(size) ? [size[0], size[1] ?? size[0]] : [size, size];
  const good = (side: unknown): side is number => Number.isInteger(side) && (side as number) > 0;
  return good(height) && good(width) ? { widthPx: width, heightPx: height } : undefined;
}

/** A dimension of the first output less what is not a class; undefined unless it is stated. */
export function firstDim({ outputs }: Signature, axis: number, less: number): number | undefined {
  const size = outputs[0]?.dims?.[axis];
  return typeof size === 'number' && size > less ? size - less : undefined;
}
