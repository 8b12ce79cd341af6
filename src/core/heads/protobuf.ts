/** The bytes are not the protobuf message they should be. `offset` is where reading stopped. */
export class ProtobufError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.name = 'ProtobufError';
    this.offset = offset;
  }
}

/** One field: a number for varints (64 bits kept), bytes for length-delimited ones, undefined for fixed ones. */
export interface Field {
  readonly number: number;
  readonly value: bigint | Uint8Array | undefined;
}

const VARINT = 0;
const FIXED64 = 1;
const DELIMITED = 2;
const FIXED32 = 5;

/**
 * The fields of one message, in order, as views into `bytes` (nothing is copied).
 * https://protobuf.dev/programming-guides/encoding/ ; groups are refused: ONNX has none.
 */
export function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  let at = 0;
  while (at < bytes.length) {
    const tag = varint(bytes, at);
    const number = Number(tag.value >> 3n);
    if (number === 0 || number > 0x1fffffff) throw new ProtobufError('a field has no valid number', at);
    const { value, next } = payload(bytes, tag.next, Number(tag.value & 7n));
    yield { number, value };
    at = next;
  }
}

function payload(bytes: Uint8Array, at: number, wireType: number): { value: Field['value']; next: number } {
  switch (wireType) {
    case VARINT:
      return varint(bytes, at);
    case FIXED64:
      return { value: undefined, next: within(bytes, at, 8) };
    case FIXED32:
      return { value: undefined, next: within(bytes, at, 4) };
    case DELIMITED: {
      const length = varint(bytes, at);
      const next = within(bytes, length.next, Number(length.value));
      return { value: bytes.subarray(length.next, next), next };
    }
    default:
      throw new ProtobufError(`wire type ${wireType} is not used by ONNX`, at);
  }
}

function within(bytes: Uint8Array, at: number, length: number): number {
  if (at + length > bytes.length)
    throw new ProtobufError('the file ends in the middle of a field: is it truncated?', at);
  return at + length;
}

function varint(bytes: Uint8Array, start: number): { value: bigint; next: number } {
  let value = 0n;
  for (let i = 0; i < 10; i++) {
    const byte = bytes[start + i];
    if (byte === undefined) throw new ProtobufError('the file ends in the middle of a number', start);
    value |= BigInt(byte & 0x7f) << BigInt(7 * i);
    if (byte < 0x80) return { value, next: start + i + 1 };
  }
  throw new ProtobufError('a number is longer than 64 bits', start);
}

/** UTF-8, without a decoder from the platform; invalid sequences become U+FFFD. */
export function utf8(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at++] ?? 0;
    const more = lead < 0x80 ? 0 : lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : -1;
    let code = more === 0 ? lead : more < 0 ? 0xfffd : lead & (0x3f >> more);
    for (let i = 0; i < more; i++, at++) {
      const byte = bytes[at] ?? 0;
      if ((byte & 0xc0) !== 0x80) {
        code = 0xfffd;
        break;
      }
      code = (code << 6) | (byte & 0x3f);
    }
    text += String.fromCodePoint(code > 0x10ffff ? 0xfffd : code);
  }
  return text;
}
