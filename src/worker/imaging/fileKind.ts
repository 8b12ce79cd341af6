import { open } from 'node:fs/promises';
import { readImageHeader, type ImageFormat } from '../../core/imageHeader/imageHeader';

const HEAD_BYTES = 64 * 1024;

/** A file's format by its first bytes; undefined when none is recognised. */
export async function fileKind(path: string): Promise<ImageFormat | undefined> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return readImageHeader(new Uint8Array(buffer.buffer, buffer.byteOffset, bytesRead))?.format;
  } finally {
    await file.close();
  }
}
