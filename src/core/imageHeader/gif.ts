import type { Bytes } from './bytes';
import type { RawHeader } from './header';

const EXTENSION = 0x21;
const IMAGE = 0x2c;

/** A GIF (89a): the logical screen; animated when a second image follows. */
export function readGif(bytes: Bytes): RawHeader | undefined {
  if (!bytes.says(0, 'GIF87a') && !bytes.says(0, 'GIF89a')) return undefined;
  return {
    format: 'gif',
    widthPx: bytes.u16(6, true),
    heightPx: bytes.u16(8, true),
    orientation: undefined,
    bitDepth: 8,
    channels: 3,
    ...(hasTwoImages(bytes) && { animated: true as const }),
  };
}

/** Looks as far as the given bytes go. */
function hasTwoImages(bytes: Bytes): boolean {
  let images = 0;
  let at = 13 + colourTable(bytes.u8(10));
  while (at + 10 < bytes.length) {
    const block = bytes.u8(at);
    if (block === IMAGE && ++images === 2) return true;
    if (block === IMAGE) at = afterSubBlocks(bytes, at + 11 + colourTable(bytes.u8(at + 9)));
    else if (block === EXTENSION) at = afterSubBlocks(bytes, at + 2);
    else return false;
  }
  return false;
}

/** Bytes of the colour table announced by a packed field. */
function colourTable(packed: number): number {
  return packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0;
}

function afterSubBlocks(bytes: Bytes, at: number): number {
  while (at < bytes.length && bytes.u8(at) !== 0) at += bytes.u8(at) + 1;
  return at + 1;
}
