import type { Bytes } from './bytes';
import type { RawHeader } from './header';
import { exifOrientation } from './tiff';

const EXIF_FLAG = 0x08;
const ALPHA_FLAG = 0x10;
const ANIMATION_FLAG = 0x02;

/** A WebP (RFC 9649): simple lossy, simple lossless or extended. */
export function readWebp(bytes: Bytes): RawHeader | undefined {
  if (!bytes.says(0, 'RIFF') || !bytes.says(8, 'WEBP')) return undefined;
  switch (bytes.text(12, 4)) {
    case 'VP8 ':
      return bytes.says(23, '\x9d\x01\x2a')
        ? header(bytes.u16(26, true) & 0x3fff, bytes.u16(28, true) & 0x3fff, 3)
        : undefined;
    case 'VP8L':
      return bytes.u8(20) === 0x2f ? lossless(bytes.u32(21, true)) : undefined;
    case 'VP8X':
      return extended(bytes);
    default:
      return undefined;
  }
}

function header(widthPx: number, heightPx: number, channels: number): RawHeader {
  return { format: 'webp', widthPx, heightPx, orientation: undefined, bitDepth: 8, channels };
}

function lossless(bits: number): RawHeader {
  return header((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1, (bits >>> 28) & 1 ? 4 : 3);
}

function extended(bytes: Bytes): RawHeader {
  const flags = bytes.u8(20);
  const size = header(bytes.u24(24) + 1, bytes.u24(27) + 1, flags & ALPHA_FLAG ? 4 : 3);
  const exif = flags & EXIF_FLAG ? findChunk(bytes, 'EXIF') : undefined;
  return {
    ...size,
    orientation: exif && exifOrientation(exif),
    ...(flags & ANIMATION_FLAG && { animated: true as const }),
    ...(flags & EXIF_FLAG && !exif && { incomplete: true as const }),
  };
}

/** The content of the first chunk of that name; undefined when it is not (wholly) within the bytes. */
function findChunk(bytes: Bytes, name: string): Bytes | undefined {
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = bytes.u32(at + 4, true);
    if (bytes.says(at, name))
      return at + 8 + length <= bytes.length
        ? withoutPrefix(bytes.slice(at + 8, at + 8 + length))
        : undefined;
    at += 8 + length + (length % 2);
  }
  return undefined;
}

/** Some writers keep the JPEG prefix. */
function withoutPrefix(exif: Bytes): Bytes {
  return exif.says(0, 'Exif\0\0') ? exif.slice(6, exif.length) : exif;
}
