import type { Bytes } from './bytes';
import type { RawHeader } from './header';

/** The tags we read, by number (TIFF 6.0, section 8; EXIF 2.3 table 4). */
const TAG = { width: 256, height: 257, bits: 258, photometric: 262, orientation: 274, samples: 277 };
const CMYK = 5;
const SHORT = 3;
const LONG = 4;

type Tags = ReadonlyMap<number, number>;

/** A classic or big TIFF's first page. */
export function readTiff(bytes: Bytes): RawHeader | undefined {
  const tags = readTags(bytes);
  const widthPx = tags?.get(TAG.width);
  const heightPx = tags?.get(TAG.height);
  if (!tags || widthPx === undefined || heightPx === undefined) return undefined;
  return {
    format: 'tiff',
    widthPx,
    heightPx,
    orientation: tags.get(TAG.orientation),
    bitDepth: tags.get(TAG.bits) ?? 1,
    channels: tags.get(TAG.samples) ?? 1,
    ...(tags.get(TAG.photometric) === CMYK && { cmyk: true as const }),
  };
}

/** The orientation in a block of EXIF data (itself a small TIFF); undefined when it says none or is damaged. */
export function exifOrientation(exif: Bytes): number | undefined {
  try {
    return readTags(exif)?.get(TAG.orientation);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readTags(bytes: Bytes): Tags | undefined {
  const little = bytes.says(0, 'II');
  if (!little && !bytes.says(0, 'MM')) return undefined;
  const version = bytes.u16(2, little);
  if (version === 42) return directory(bytes, little, bytes.u32(4, little), false);
  return version === 43 ? directory(bytes, little, bytes.u64(8, little), true) : undefined;
}

function directory(bytes: Bytes, little: boolean, at: number, big: boolean): Tags {
  const count = big ? bytes.u64(at, little) : bytes.u16(at, little);
  const size = big ? 20 : 12;
  const first = at + (big ? 8 : 2);
  const tags = new Map<number, number>();
  for (let i = 0; i < Math.min(count, 4096); i++) {
    const value = entryValue(bytes, little, first + i * size, big);
    if (value !== undefined) tags.set(bytes.u16(first + i * size, little), value);
  }
  return tags;
}

/** The first value of a SHORT or LONG entry; `bits` of three channels lie elsewhere in the file. */
function entryValue(bytes: Bytes, little: boolean, at: number, big: boolean): number | undefined {
  const type = bytes.u16(at + 2, little);
  if (type !== SHORT && type !== LONG) return undefined;
  const count = big ? bytes.u64(at + 4, little) : bytes.u32(at + 4, little);
  const field = at + (big ? 12 : 8);
  const inPlace = count * (type === SHORT ? 2 : 4) <= (big ? 8 : 4);
  const from = inPlace ? field : big ? bytes.u64(field, little) : bytes.u32(field, little);
  if (from + 4 > bytes.length && !inPlace) return undefined;
  return type === SHORT ? bytes.u16(from, little) : bytes.u32(from, little);
}
