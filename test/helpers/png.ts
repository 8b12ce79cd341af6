import { deflateSync } from 'node:zlib';

/** PNG colour types by name; see the PNG specification, section 11.2.2. */
const COLOUR_TYPE = { grey: 0, rgb: 2, palette: 3, rgba: 6 } as const;
const CHANNELS = { grey: 1, rgb: 3, palette: 1, rgba: 4 } as const;

/** What to draw: sample(x, y) gives one pixel's channels, each 0..2^bits-1 (palette: one index). */
export interface PngSpec {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly kind?: keyof typeof COLOUR_TYPE;
  readonly bits?: 8 | 16;
  /** RGB triples, for kind 'palette'. */
  readonly palette?: readonly (readonly [number, number, number])[];
  readonly sample?: (x: number, y: number) => readonly number[];
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const GREYS: PngSpec['palette'] = Array.from({ length: 256 }, (_, i) => [i, i, i] as const);

/** A PNG file's bytes, made on the fly so that tests need no image files. */
export function encodePng(spec: PngSpec): Buffer {
  const chunks = [chunk('IHDR', header(spec))];
  if (spec.kind === 'palette') chunks.push(chunk('PLTE', Buffer.from((spec.palette ?? GREYS ?? []).flat())));
  chunks.push(chunk('IDAT', deflateSync(scanlines(spec), { level: 6 })), chunk('IEND', Buffer.alloc(0)));
  return Buffer.concat([SIGNATURE, ...chunks]);
}

function header({ widthPx, heightPx, kind = 'rgb', bits = 8 }: PngSpec): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(widthPx, 0);
  data.writeUInt32BE(heightPx, 4);
  data.set([bits, COLOUR_TYPE[kind], 0, 0, 0], 8);
  return data;
}

/** Rows as PNG stores them: a filter byte (0, none), then the samples, 16-bit ones big-endian. */
function scanlines(spec: PngSpec): Buffer {
  const { widthPx, heightPx, kind = 'rgb', bits = 8 } = spec;
  const sample = spec.sample ?? gradient(spec);
  const rowBytes = 1 + widthPx * CHANNELS[kind] * (bits / 8);
  const rows = Buffer.alloc(rowBytes * heightPx);
  for (let y = 0; y < heightPx; y++) {
    let at = y * rowBytes + 1;
    for (let x = 0; x < widthPx; x++)
      for (const value of sample(x, y).slice(0, CHANNELS[kind])) at = writeSample(rows, value, at, bits);
  }
  return rows;
}

function writeSample(rows: Buffer, value: number, at: number, bits: 8 | 16): number {
  return bits === 16 ? rows.writeUInt16BE(value, at) : rows.writeUInt8(value, at);
}

/** The default picture: red grows to the right, green downwards, so every pixel tells where it is. */
function gradient({ widthPx, heightPx, bits = 8 }: PngSpec): (x: number, y: number) => number[] {
  const top = 2 ** bits - 1;
  const part = (at: number, size: number): number => Math.round((at / Math.max(1, size - 1)) * top);
  return (x, y) => [part(x, widthPx), part(y, heightPx), top >> 1, top];
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  const check = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(checksum(body));
  return Buffer.concat([length, body, check]);
}

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n >>> 0;
});

/** CRC-32 as PNG's annex D gives it; node:zlib has its own only from 20.15 on. */
function checksum(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
