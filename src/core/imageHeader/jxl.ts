import type { Bytes } from './bytes';
import type { RawHeader } from './header';

const CODESTREAM = '\xff\x0a';
const CONTAINER = '\x00\x00\x00\x0cJXL \r\n\x87\n';
/** Height to width, by the ratio's number (ISO 18181-1, table of SizeHeader). */
const RATIOS: readonly (readonly [number, number])[] = [
  [1, 1],
  [12, 10],
  [4, 3],
  [3, 2],
  [16, 9],
  [5, 4],
  [2, 1],
];

/** A JPEG XL (ISO 18181): its size. The depth lies deeper and is taken as 8 bits. */
export function readJxl(bytes: Bytes): RawHeader | undefined {
  const at = codestreamAt(bytes);
  if (at === undefined || !bytes.says(at, CODESTREAM)) return undefined;
  const bits = new Bits(bytes, at + 2);
  const isSmall = bits.take(1) === 1;
  const side = (): number =>
    isSmall ? (bits.take(5) + 1) * 8 : bits.take([9, 13, 18, 30][bits.take(2)] ?? 9) + 1;
  const heightPx = side();
  const ratio = RATIOS[bits.take(3) - 1];
  const widthPx = ratio ? Math.floor((heightPx * ratio[0]) / ratio[1]) : side();
  return { format: 'jxl', widthPx, heightPx, orientation: undefined, bitDepth: 8 };
}

/** Bare, or in the first `jxlc` or `jxlp` box of the container. */
function codestreamAt(bytes: Bytes): number | undefined {
  if (bytes.says(0, CODESTREAM)) return 0;
  if (!bytes.says(0, CONTAINER)) return undefined;
  for (let at = 12; at + 8 <= bytes.length;) {
    if (bytes.says(at + 4, 'jxlc')) return at + 8;
    if (bytes.says(at + 4, 'jxlp')) return at + 12;
    const size = bytes.u32(at);
    if (size < 8) return undefined;
    at += size;
  }
  return undefined;
}

/** Reads numbers of some bits, the least significant bit first. */
class Bits {
  readonly #bytes: Bytes;
  #at: number;

  constructor(bytes: Bytes, at: number) {
    this.#bytes = bytes;
    this.#at = 8 * at;
  }

  take(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++, this.#at++)
      value += ((this.#bytes.u8(this.#at >> 3) >> (this.#at & 7)) & 1) * 2 ** i;
    return value;
  }
}
