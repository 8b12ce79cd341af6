import { open } from 'node:fs/promises';
import { imageFormat } from '../../core/imageHeader/format';
import type { ImageFormat } from '../../core/imageHeader/imageHeader';
import { describing, fileSize } from './open';

const HEAD_BYTES = 4096;

/** A file's format by its first bytes; undefined when none is recognised. Throws `ImageError`. */
export async function fileKind(path: string): Promise<ImageFormat | undefined> {
  await fileSize(path);
  return describing(path, async () => {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return imageFormat(new Uint8Array(buffer.buffer, buffer.byteOffset, bytesRead));
    } finally {
      await file.close();
    }
  });
}
