import type { Bytes } from './bytes';
import type { RawHeader } from './header';
import { exifOrientation } from './tiff';

/** Channels by colour type: grey, RGB, palette, grey + alpha, RGB + alpha. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** A PNG (W3C PNG third edition): header, then the chunks before the pixels for animation and EXIF. */
export function readPng(bytes: Bytes): RawHeader | undefined {
  if (!bytes.says(0, '\x89PNG\r\n\x1a\n') || !bytes.says(12, 'IHDR')) return undefined;
  const channels = CHANNELS[bytes.u8(25)];
  if (channels === undefined) return undefined;
  const { orientation, animated } = chunksBeforePixels(bytes);
  return {
    format: 'png',
    widthPx: bytes.u32(16),
    heightPx: bytes.u32(20),
    orientation,
    bitDepth: bytes.u8(24),
    channels,
    ...(animated && { animated: true as const }),
  };
}

function chunksBeforePixels(bytes: Bytes): { orientation: number | undefined; animated: boolean } {
  let orientation: number | undefined;
  let animated = false;
  for (let at = 8; at + 8 <= bytes.length && !bytes.says(at + 4, 'IDAT'); at += 12 + bytes.u32(at)) {
    const end = Math.min(bytes.length, at + 8 + bytes.u32(at));
    if (bytes.says(at + 4, 'acTL')) animated = bytes.u32(at + 8) > 1;
    if (bytes.says(at + 4, 'eXIf')) orientation = exifOrientation(bytes.slice(at + 8, end));
  }
  return { orientation, animated };
}
