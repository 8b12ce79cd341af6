import { Unzlib } from 'fflate';

const PIECE_BYTES = 16_384;

/** Inflates zlib data of unknown size; a sentence when it is none, or larger than what is allowed. */
export function unzlibBounded(packed: Uint8Array, mostBytes: number): Uint8Array | string {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const stream = new Unzlib((data) => {
    bytes += data.length;
    parts.push(data);
  });
  try {
    for (let at = 0; at < packed.length && bytes <= mostBytes; at += PIECE_BYTES)
      stream.push(packed.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= packed.length);
  } catch (error) {
    return `it cannot be unpacked (${error instanceof Error ? error.message : String(error)})`;
  }
  if (bytes > mostBytes) return `it unpacks to more than ${mostBytes / 1e6} million bytes`;
  const out = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
