import { strFromU8 } from 'fflate';
import type { ReadFs } from '../fs';
import { declaredEncoding, decodeXml, LATIN } from '../xml/decodeXml';

const CHUNK_BYTES = 1024 * 1024;
const GT = 62;

/**
 * The text of a large XML file in pieces, so that it never lies in memory whole. Pieces end after a `>`, which is
 * never part of a longer character in UTF-8. Files in UTF-16 and small ones come at once. Throws `UnreadableFile`.
 */
export function* textChunks(fs: ReadFs, path: string, chunkBytes = CHUNK_BYTES): Generator<string> {
  const size = fs.sizeBytes(path);
  const head = fs.readRange(path, 0, Math.min(4, size));
  const isUtf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (isUtf16 || size <= chunkBytes) {
    yield decodeXml(fs.readBytes(path)).text;
    return;
  }
  yield* utf8Chunks(fs, path, size, chunkBytes);
}

function* utf8Chunks(fs: ReadFs, path: string, size: number, chunkBytes: number): Generator<string> {
  const declared = declaredEncoding(fs.readRange(path, 0, Math.min(200, size)));
  const decode =
    declared !== undefined && LATIN.test(declared) ? latinText : (each: Uint8Array) => strFromU8(each);
  for (let at = 0; at < size;) {
    let length = chunkBytes;
    let bytes = fs.readRange(path, at, Math.min(size, at + length));
    let end = at + bytes.length >= size ? bytes.length : bytes.lastIndexOf(GT) + 1;
    while (end === 0 && bytes.length === length) {
      length *= 2;
      bytes = fs.readRange(path, at, Math.min(size, at + length));
      end = at + bytes.length >= size ? bytes.length : bytes.lastIndexOf(GT) + 1;
    }
    if (bytes.length === 0) return;
    yield decode(bytes.subarray(0, end || bytes.length));
    at += end || bytes.length;
  }
}

/** Latin-1 as it is declared, unless the bytes are UTF-8 all the same. */
function latinText(bytes: Uint8Array): string {
  const text = strFromU8(bytes);
  return text.includes('\ufffd') ? strFromU8(bytes, true) : text;
}
