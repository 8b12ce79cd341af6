import { open, type FileHandle } from 'node:fs/promises';
import { readImageHeader, type ImageHeader } from '../../core/imageHeader/imageHeader';

/** Most headers lie in the first 64 kB; large EXIF or colour profiles push them back, TIFF may keep it at the end. */
const ATTEMPTS_BYTES = [64 * 1024, 2 * 1024 * 1024, 64 * 1024 * 1024];

/** What an image file says of itself, read from as few bytes as it takes; undefined when nothing is understood. Throws Node's error when the file cannot be read. */
export async function imageHeaderOf(path: string): Promise<ImageHeader | undefined> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    let header: ImageHeader | undefined;
    for (const [i, wanted] of ATTEMPTS_BYTES.entries()) {
      if (i > 0 && size <= (ATTEMPTS_BYTES[i - 1] ?? 0)) break;
      header = readImageHeader(await firstBytes(file, Math.min(size, wanted))) ?? header;
      if (header && !header.incomplete) break;
    }
    return header;
  } finally {
    await file.close();
  }
}

async function firstBytes(file: FileHandle, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
