import type { Bytes } from './bytes';
import type { RawHeader } from './header';
import { exifOrientation } from './tiff';

const SOS = 0xda;
const APP1 = 0xe1;

/** A JPEG (ITU-T T.81 annex B): size from the frame header, orientation from the first EXIF block before it. */
export function readJpeg(bytes: Bytes): RawHeader | undefined {
  if (!bytes.says(0, '\xff\xd8\xff')) return undefined;
  let orientation: number | undefined;
  for (let at = 2; at < bytes.length;) {
    const { marker, next } = markerAt(bytes, at);
    if (isFrame(marker)) return frame(bytes, next, orientation);
    if (marker === SOS) return undefined;
    if (standsAlone(marker)) {
      at = next;
      continue;
    }
    const length = bytes.u16(next);
    if (marker === APP1 && orientation === undefined && bytes.says(next + 2, 'Exif\0\0'))
      orientation = exifOrientation(bytes.slice(next + 8, Math.min(bytes.length, next + length)));
    at = next + Math.max(2, length);
  }
  return undefined;
}

/** The marker at or after `at`: bytes between segments are skipped, as decoders do. */
function markerAt(bytes: Bytes, at: number): { marker: number; next: number } {
  while (bytes.u8(at) !== 0xff) at++;
  while (bytes.u8(at) === 0xff) at++;
  return { marker: bytes.u8(at), next: at + 1 };
}

/** SOF0 to SOF15 without DHT, JPG and DAC, which lie among them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function standsAlone(marker: number): boolean {
  return marker === 0 || marker === 1 || (marker >= 0xd0 && marker <= 0xd8);
}

function frame(bytes: Bytes, at: number, orientation: number | undefined): RawHeader {
  const channels = bytes.u8(at + 7);
  return {
    format: 'jpeg',
    widthPx: bytes.u16(at + 5),
    heightPx: bytes.u16(at + 3),
    orientation,
    bitDepth: bytes.u8(at + 2),
    channels,
    ...(channels === 4 && { cmyk: true as const }),
  };
}
