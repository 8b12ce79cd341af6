import type { StoredValues } from './storedValues';

/** Samples in bytes, before they are numbers. */
export interface Packed {
  readonly bytes: Uint8Array;
  /** Bits of one sample in `bytes`: 1, 8, 16, 32 or 64. */
  readonly bits: number;
  readonly bigEndian: boolean;
  /** Bits of the first byte that belong to another frame. */
  readonly skipBits?: number;
}

/** How a sample lies in its bits (PS3.5 section 8.1.1). */
export interface SampleBits {
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  readonly isFloat: boolean;
}

/** `count` samples as numbers; those that the bytes do not reach are 0. */
export function unpack(packed: Packed, count: number, sample: SampleBits): StoredValues {
  if (packed.bits === 1) return bits(packed, count);
  const size = packed.bits / 8;
  const bytes = new Uint8Array(count * size);
  bytes.set(packed.bytes.subarray(0, bytes.length));
  if (packed.bigEndian) reverse(bytes, size);
  const values = numbersOf(bytes, packed.bits, sample);
  return sample.isFloat ? values : inStoredBits(values, packed.bits, sample);
}

/** One bit a sample, the least significant bit first. */
function bits({ bytes, skipBits = 0 }: Packed, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, i) => {
    const at = i + skipBits;
    return ((bytes[at >> 3] ?? 0) >> (at & 7)) & 1;
  });
}

function reverse(bytes: Uint8Array, size: number): void {
  for (let at = 0; size > 1 && at < bytes.length; at += size) bytes.subarray(at, at + size).reverse();
}

function numbersOf({ buffer }: Uint8Array, size: number, { signed, isFloat }: SampleBits): StoredValues {
  if (size === 64) return new Float64Array(buffer);
  if (size === 32 && isFloat) return new Float32Array(buffer);
  if (size === 32) return signed ? new Int32Array(buffer) : new Uint32Array(buffer);
  if (size === 16) return signed ? new Int16Array(buffer) : new Uint16Array(buffer);
  return signed ? new Int8Array(buffer) : new Uint8Array(buffer);
}

/**
 * Takes out what lies beside the stored bits. Where they begin at bit 0 the bits above them are part of the number
 * as most writers understand it: only a negative number whose sign was not carried upwards is mended.
 */
function inStoredBits(
  values: StoredValues,
  size: number,
  { bitsStored, highBit, signed }: SampleBits,
): StoredValues {
  const low = highBit + 1 - bitsStored;
  const above = size - 1 - highBit;
  if (bitsStored >= size || low < 0 || above < 0) return values;
  const hasSign = signed && values.some((value: number) => value < 0);
  if (low === 0 && (!signed || hasSign)) return values;
  const left = 32 - size + above;
  const right = 32 - bitsStored;
  for (let i = 0; i < values.length; i++) {
    const shifted = (values[i] as number) << left;
    values[i] = signed ? shifted >> right : shifted >>> right;
  }
  return values;
}

/** Samples of which each component lies together, pixel by pixel. */
export function interleave<T extends StoredValues>(planar: T, channels: number): T {
  const out = planar.slice() as T;
  const pixels = planar.length / channels;
  for (let c = 0, from = 0; c < channels; c++)
    for (let i = 0; i < pixels; i++, from++) out[i * channels + c] = planar[from] as number;
  return out;
}

/** YBR_FULL_422 that is not compressed: Y, Y, Cb, Cr for two pixels (PS3.3 C.7.6.3.1.2); as Y, Cb, Cr for each. */
export function upsample422(bytes: Uint8Array, pixels: number): Uint8Array {
  const out = new Uint8Array(3 * pixels);
  for (let i = 0; i < pixels; i++) {
    const pair = 4 * (i >> 1);
    out[3 * i] = bytes[pair + (i & 1)] ?? 0;
    out[3 * i + 1] = bytes[pair + 2] ?? 128;
    out[3 * i + 2] = bytes[pair + 3] ?? 128;
  }
  return out;
}
