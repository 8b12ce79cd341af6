import type { Bytes } from './bytes';
import type { RawHeader } from './header';

const CORE_HEADER_BYTES = 12;

/** A Windows or OS/2 bitmap; a negative height means rows from the top. */
export function readBmp(bytes: Bytes): RawHeader | undefined {
  if (!bytes.says(0, 'BM')) return undefined;
  const headerBytes = bytes.u32(14, true);
  if (headerBytes < CORE_HEADER_BYTES || headerBytes > 256) return undefined;
  const core = headerBytes === CORE_HEADER_BYTES;
  const bitsPerPixel = bytes.u16(core ? 24 : 28, true);
  return {
    format: 'bmp',
    widthPx: core ? bytes.u16(18, true) : bytes.i32(18, true),
    heightPx: core ? bytes.u16(20, true) : Math.abs(bytes.i32(22, true)),
    orientation: undefined,
    bitDepth: Math.min(8, bitsPerPixel),
    channels: bitsPerPixel === 32 ? 4 : 3,
  };
}
