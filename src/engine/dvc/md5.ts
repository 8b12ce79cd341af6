import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { DvcOut } from '../../core/dvc/dvcFile';

/** DVC decides chunk by chunk what is text, so the size is part of the law (iterative/dvc-data: hashfile/hash.py). */
const CHUNK_BYTES = 2 ** 20;
const SAMPLE_BYTES = 512;
const MAX_BINARY_SHARE = 0.3;

export function md5OfText(text: string): string {
  return createHash('md5').update(text, 'utf8').digest('hex');
}

/**
 * The MD5 by which DVC knows a file: of its bytes, or, by DVC 2's rule, of text with LF line ends. Streams: memory does
 * not depend on the size. Rejects with Node's error, or the signal's reason.
 */
export async function md5OfFile(
  path: string,
  rule: DvcOut['hash'] = 'md5',
  signal?: AbortSignal,
): Promise<string> {
  const hash = createHash('md5');
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  const file = await open(path, 'r');
  try {
    for (;;) {
      signal?.throwIfAborted();
      const length = await fill(buffer, (at, room) => file.read(buffer, at, room));
      if (length === 0) return hash.digest('hex');
      const chunk = buffer.subarray(0, length);
      hash.update(rule === 'md5-dos2unix' && isText(chunk) ? withoutCarriageReturns(chunk) : chunk);
    }
  } finally {
    await file.close();
  }
}

/** The same of bytes in memory. */
export function md5OfBytes(bytes: Uint8Array, rule: DvcOut['hash'] = 'md5'): string {
  const hash = createHash('md5');
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    const chunk = bytes.subarray(at, at + CHUNK_BYTES);
    hash.update(rule === 'md5-dos2unix' && isText(chunk) ? withoutCarriageReturns(chunk) : chunk);
  }
  return hash.digest('hex');
}

async function fill(
  buffer: Buffer,
  read: (at: number, room: number) => Promise<{ bytesRead: number }>,
): Promise<number> {
  let at = 0;
  while (at < buffer.length) {
    const { bytesRead } = await read(at, buffer.length - at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return at;
}

/** iterative/dvc-data: hashfile/istextfile.py. */
function isText(chunk: Uint8Array): boolean {
  const sample = chunk.subarray(0, SAMPLE_BYTES);
  if (sample.includes(0)) return false;
  const odd = sample.filter((byte) => !((byte >= 32 && byte < 127) || [8, 9, 10, 12, 13].includes(byte)));
  return odd.length / sample.length <= MAX_BINARY_SHARE;
}

function withoutCarriageReturns(chunk: Uint8Array): Uint8Array {
  const [cr, lf] = [13, 10];
  return chunk.filter((byte, at) => byte !== cr || chunk[at + 1] !== lf);
}
