import { zlibSync } from 'fflate';
import { crc32 } from './crc';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const GREY = 0;
const RGB = 2;
const PALETTE = 3;

/** A PNG of palette indices, 8 bits each. `palette`: RGB triples; `alpha` of its first entries, opaque when absent. */
export function encodeIndexedPng(
  widthPx: number,
  heightPx: number,
  indices: Uint8Array,
  palette: Uint8Array,
  alpha?: Uint8Array,
): Uint8Array {
  const more = [chunk('PLTE', palette), ...(alpha ? [chunk('tRNS', alpha)] : [])];
  return assembled(widthPx, heightPx, PALETTE, 8, more, filtered(indices, widthPx, heightPx));
}

/** A grey PNG of 8 or 16 bits, as the array has them. */
export function encodeGreyPng(
  widthPx: number,
  heightPx: number,
  values: Uint8Array | Uint16Array,
): Uint8Array {
  const isWide = values instanceof Uint16Array;
  const bytes = isWide ? bigEndian(values) : values;
  return assembled(
    widthPx,
    heightPx,
    GREY,
    isWide ? 16 : 8,
    [],
    filtered(bytes, bytes.length / heightPx, heightPx),
  );
}

/** A PNG of RGB triples, 8 bits each. */
export function encodeRgbPng(widthPx: number, heightPx: number, triples: Uint8Array): Uint8Array {
  return assembled(widthPx, heightPx, RGB, 8, [], filtered(triples, 3 * widthPx, heightPx));
}

function bigEndian(values: Uint16Array): Uint8Array {
  const bytes = new Uint8Array(2 * values.length);
  for (let i = 0; i < values.length; i++) {
    bytes[2 * i] = (values[i] as number) >> 8;
    bytes[2 * i + 1] = values[i] as number;
  }
  return bytes;
}

/** Rows with the filter "up": label maps become zeros almost everywhere. */
function filtered(bytes: Uint8Array, rowBytes: number, rows: number): Uint8Array {
  const out = new Uint8Array(rows * (rowBytes + 1));
  for (let r = 0; r < rows; r++) {
    const to = r * (rowBytes + 1);
    const from = r * rowBytes;
    out[to] = 2;
    if (r === 0) out.set(bytes.subarray(0, rowBytes), 1);
    else
      for (let i = 0; i < rowBytes; i++)
        out[to + 1 + i] = (bytes[from + i] as number) - (bytes[from - rowBytes + i] as number);
  }
  return out;
}

function assembled(
  widthPx: number,
  heightPx: number,
  colorType: number,
  bits: number,
  chunks: readonly Uint8Array[],
  rows: Uint8Array,
): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, widthPx);
  view.setUint32(4, heightPx);
  header.set([bits, colorType], 8);
  const pixels = chunk('IDAT', zlibSync(rows));
  return joined([SIGNATURE, chunk('IHDR', header), ...chunks, pixels, chunk('IEND', new Uint8Array(0))]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(12 + data.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) out[4 + i] = type.charCodeAt(i);
  out.set(data, 8);
  view.setUint32(8 + data.length, crc32(out.subarray(4, 8 + data.length)));
  return out;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
