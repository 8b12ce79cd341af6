import type { ValueWindow } from '../../protocol/worker';

/** Samples of a decoded image beyond 8 bits. */
export type WideSamples = Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

const ARRAYS = {
  ushort: Uint16Array,
  short: Int16Array,
  uint: Uint32Array,
  int: Int32Array,
  float: Float32Array,
  double: Float64Array,
} as const;
export type WideDepth = keyof typeof ARRAYS;

export const isWideDepth = (depth: string): depth is WideDepth => depth in ARRAYS;

/** Bytes of a raw buffer as samples; copied when they do not lie aligned. */
export function samplesOf(bytes: Buffer, depth: WideDepth): WideSamples {
  const array = ARRAYS[depth];
  const { buffer, byteOffset, byteLength } = bytes;
  const size = array.BYTES_PER_ELEMENT;
  return byteOffset % size === 0
    ? new array(buffer as ArrayBuffer, byteOffset, byteLength / size)
    : new array(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
}

const LOW_SHARE = 0.001;
const HIGH_SHARE = 0.999;
/** Enough for a stable percentile, and sorted in a few milliseconds. */
const MAX_SAMPLES = 100_000;

/** The window between the 0.1 and 99.9 percentile of an even sample; never of no width. */
export function autoWindow(samples: WideSamples): ValueWindow {
  const step = Math.max(1, Math.floor(samples.length / MAX_SAMPLES));
  const picked: number[] = [];
  for (let at = 0; at < samples.length; at += step) picked.push(samples[at] as number);
  const sorted = Float64Array.from(picked.filter(Number.isFinite)).sort();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const [low, high] = [at(LOW_SHARE), at(HIGH_SHARE)];
  return high > low ? { low, high } : { low, high: low + 1 };
}

/**
 * The window for a picture of 16-bit colour: as stored when it fills the range (a photo must keep its look),
 * else from black to the brightest.
 */
export function colourWindow(samples: WideSamples): ValueWindow {
  const { high } = autoWindow(samples);
  return { low: 0, high: high >= 0x4000 ? 0xffff : high };
}

/** Maps samples to 0..255, `low` to 0 and `high` to 255. NaN becomes 0. */
export function applyWindow(samples: WideSamples, { low, high }: ValueWindow): Uint8ClampedArray {
  const out = new Uint8ClampedArray(samples.length);
  const scale = 255 / (high - low || 1);
  for (let i = 0; i < samples.length; i++) out[i] = ((samples[i] as number) - low) * scale;
  return out;
}
