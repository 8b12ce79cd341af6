import type { Bytes } from './bytes';
import type { RawHeader } from './header';

const SIGNATURE = '\x00\x00\x00\x0cjP  \r\n\x87\n';
/** Start of codestream, then the size marker. */
const CODESTREAM = '\xff\x4f\xff\x51';

/** A JPEG 2000 file (ITU-T T.800 annex I) or bare codestream (annex A): the size of its reference grid. */
export function readJp2(bytes: Bytes): RawHeader | undefined {
  if (bytes.says(0, CODESTREAM)) return sizeMarker(bytes, 4);
  if (!bytes.says(0, SIGNATURE)) return undefined;
  const at = codestreamAt(bytes);
  return at === undefined || !bytes.says(at, CODESTREAM) ? undefined : sizeMarker(bytes, at + 4);
}

/** Where the contiguous codestream box's content begins. */
function codestreamAt(bytes: Bytes): number | undefined {
  for (let at = 12; at + 8 <= bytes.length;) {
    const short = bytes.u32(at);
    const head = short === 1 ? 16 : 8;
    if (bytes.says(at + 4, 'jp2c')) return at + head;
    const size = short === 1 ? bytes.u64(at + 8) : short;
    if (size < head) return undefined;
    at += size;
  }
  return undefined;
}

/** `at` is behind the marker itself: length, capabilities, then the grid's and the image's corners. */
function sizeMarker(bytes: Bytes, at: number): RawHeader {
  return {
    format: 'jp2',
    widthPx: bytes.u32(at + 4) - bytes.u32(at + 12),
    heightPx: bytes.u32(at + 8) - bytes.u32(at + 16),
    orientation: undefined,
    bitDepth: (bytes.u8(at + 38) & 0x7f) + 1,
    channels: bytes.u16(at + 36),
  };
}
