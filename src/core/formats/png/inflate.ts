import { Unzlib } from 'fflate';

/** Input is given in pieces, so that a bomb is noticed after 1032 times so many bytes. */
const PIECE_BYTES = 32_768;

/**
 * Inflates zlib data that is known to have this many bytes; a sentence when it has fewer or is damaged. More are not
 * made: what follows is left alone.
 */
export function inflated(parts: readonly Uint8Array[], bytes: number): Uint8Array | string {
  const most = parts.reduce((sum, { length }) => sum + length, 0) * 1032 + 1032;
  if (bytes > most) return 'its pixels break off';
  const out = new Uint8Array(bytes);
  let at = 0;
  const stream = new Unzlib((data) => {
    if (at < bytes) out.set(data.subarray(0, bytes - at), at);
    at += data.length;
  });
  try {
    for (const part of parts)
      for (let from = 0; from < part.length && at < bytes; from += PIECE_BYTES)
        stream.push(part.subarray(from, from + PIECE_BYTES), false);
  } catch (error) {
    return `its pixels cannot be unpacked (${error instanceof Error ? error.message : String(error)})`;
  }
  return at >= bytes ? out : 'its pixels break off';
}
