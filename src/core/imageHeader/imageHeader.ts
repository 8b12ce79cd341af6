import { readAvif } from './avif';
import { readDicom } from './dicom';
import { readJp2 } from './jp2';
import { readJxl } from './jxl';
import { readBmp } from './bmp';
import { Bytes } from './bytes';
import { readGif } from './gif';
import { upright, type ImageHeader, type RawHeader } from './header';
import { readJpeg } from './jpeg';
import { readPng } from './png';
import { readTiff } from './tiff';
import { readWebp } from './webp';

export type { ImageFormat, ImageHeader, Orientation } from './header';

const READERS: readonly ((bytes: Bytes) => RawHeader | undefined)[] = [
  // First: a DICOM file's preamble may be that of a TIFF.
  readDicom,
  readJpeg,
  readPng,
  readGif,
  readWebp,
  readAvif,
  readTiff,
  readBmp,
  readJp2,
  readJxl,
];

/**
 * Size, orientation and kind of an image from its first bytes; 64 kB are mostly enough. Undefined when it is none
 * of the known formats, is damaged before its size, or the bytes end before it: try again with the whole file.
 */
export function readImageHeader(bytes: Uint8Array): ImageHeader | undefined {
  const view = new Bytes(bytes);
  for (const read of READERS) {
    const raw = attempt(read, view);
    if (raw) return upright(raw);
  }
  return undefined;
}

function attempt(read: (bytes: Bytes) => RawHeader | undefined, view: Bytes): RawHeader | undefined {
  try {
    return read(view);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
