import { readFile } from 'node:fs/promises';
import { WorkerError } from '../workerError';
import { describing, refuseMany } from './open';
import type { PagePixels } from './pagePixels';
import { byteSamples } from './samples';

interface Bitmap {
  readonly bytes: Buffer;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Rows from the top; others begin at the bottom. */
  readonly isTopDown: boolean;
  readonly bits: number;
  readonly dataAt: number;
  readonly paletteAt: number;
  /** Bytes of a palette entry. */
  readonly entryBytes: number;
  /** Which bits of a pixel are red, green and blue, for 16 and 32 bits. */
  readonly masks: readonly number[];
}

const [UNCOMPRESSED, BIT_FIELDS] = [0, 3];
const CORE_HEADER_BYTES = 12;

/** A Windows or OS/2 bitmap without compression, as RGB. Browsers show most; this reads what is too large for them. */
export async function bmpPage(path: string, limitPixels?: number): Promise<PagePixels> {
  const bytes = await describing(path, () => readFile(path));
  const bitmap = await describing(path, () => Promise.resolve(headerOf(bytes)));
  refuseMany(path, bitmap, limitPixels);
  const { widthPx, heightPx } = bitmap;
  const data = new Uint8Array(3 * widthPx * heightPx);
  const stride = 4 * Math.ceil((widthPx * bitmap.bits) / 32);
  const pixel = pixelReader(bitmap);
  for (let y = 0, to = 0; y < heightPx; y++) {
    const row = bitmap.dataAt + (bitmap.isTopDown ? y : heightPx - 1 - y) * stride;
    if (row + stride > bytes.length) to += 3 * widthPx;
    else for (let x = 0; x < widthPx; x++, to += 3) pixel(row, x, data, to);
  }
  return { raster: { widthPx, heightPx, channels: 3, data }, samples: byteSamples(3), pages: 1 };
}

function headerOf(bytes: Buffer): Bitmap {
  const headerBytes = bytes.readUInt32LE(14);
  const isCore = headerBytes === CORE_HEADER_BYTES;
  const compression = isCore ? UNCOMPRESSED : bytes.readUInt32LE(30);
  if (compression !== UNCOMPRESSED && compression !== BIT_FIELDS)
    throw new WorkerError('ImageError', `BMP compression ${compression} has no decoder here`);
  const height = isCore ? bytes.readUInt16LE(20) : bytes.readInt32LE(22);
  const bits = bytes.readUInt16LE(isCore ? 24 : 28);
  return {
    bytes,
    widthPx: isCore ? bytes.readUInt16LE(18) : bytes.readInt32LE(18),
    heightPx: Math.abs(height),
    isTopDown: height < 0,
    bits,
    dataAt: bytes.readUInt32LE(10),
    paletteAt: 14 + headerBytes,
    entryBytes: isCore ? 3 : 4,
    masks: masksOf(bytes, bits, compression),
  };
}

function masksOf(bytes: Buffer, bits: number, compression: number): number[] {
  if (compression === BIT_FIELDS) return [54, 58, 62].map((at) => bytes.readUInt32LE(at));
  return bits === 16 ? [0x7c00, 0x03e0, 0x001f] : [0xff0000, 0x00ff00, 0x0000ff];
}

type PixelReader = (row: number, x: number, out: Uint8Array, to: number) => void;

function pixelReader(bitmap: Bitmap): PixelReader {
  const { bytes, bits } = bitmap;
  if (bits <= 8) return indexed(bitmap);
  if (bits === 24)
    return (row, x, out, to) => {
      for (let c = 0; c < 3; c++) out[to + c] = bytes[row + 3 * x + 2 - c] ?? 0;
    };
  const scales = bitmap.masks.map(channelOf);
  const read = (at: number): number => (bits === 16 ? bytes.readUInt16LE(at) : bytes.readUInt32LE(at));
  return (row, x, out, to) => {
    const value = read(row + (x * bits) / 8);
    scales.forEach((scale, c) => (out[to + c] = scale(value)));
  };
}

function indexed({ bytes, bits, paletteAt, entryBytes }: Bitmap): PixelReader {
  const mask = 2 ** bits - 1;
  return (row, x, out, to) => {
    const byte = bytes[row + ((x * bits) >> 3)] ?? 0;
    const index = (byte >> (8 - bits - ((x * bits) & 7))) & mask;
    const entry = paletteAt + index * entryBytes;
    for (let c = 0; c < 3; c++) out[to + c] = bytes[entry + 2 - c] ?? 0;
  };
}

/** The bits of a mask as 0 to 255. */
function channelOf(mask: number): (value: number) => number {
  const shift = mask === 0 ? 0 : Math.log2((mask & -mask) >>> 0);
  const top = mask >>> shift || 1;
  return (value) => Math.round((((value & mask) >>> shift) * 255) / top);
}
