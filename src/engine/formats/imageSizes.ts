import type { ReadFs } from '../../core/formats/fs';
import type { Source } from '../../core/formats/format';
import { readImageHeader } from '../../core/imageHeader/imageHeader';

/** Most headers lie in the first 16 kB; large EXIF or colour profiles push them back, TIFF may keep it at the end. */
const ATTEMPTS_BYTES = [16 * 1024, 256 * 1024, 2 * 1024 * 1024, 64 * 1024 * 1024];

/** Answers `Source.imageSize` from files' first bytes. */
export function imageSizes(fs: ReadFs): Source['imageSize'] {
  return (path) => {
    try {
      return sizeOf(fs, path);
    } catch {
      return undefined;
    }
  };
}

function sizeOf(fs: ReadFs, path: string): ReturnType<Source['imageSize']> {
  let size: ReturnType<Source['imageSize']>;
  for (const wanted of ATTEMPTS_BYTES) {
    const bytes = fs.readRange(path, 0, wanted);
    const header = readImageHeader(bytes);
    if (header) size = { widthPx: header.widthPx, heightPx: header.heightPx };
    if ((header && !header.incomplete) || bytes.length < wanted) break;
  }
  return size;
}
