import { crc32 } from './crc';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** The chunks that matter for samples. */
export interface PngChunks {
  readonly header: Uint8Array;
  readonly palette?: Uint8Array;
  readonly alpha?: Uint8Array;
  readonly pixels: readonly Uint8Array[];
  readonly warning?: string;
}

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, i) => bytes[i] === byte);
}

/** Splits a PNG into its chunks; a sentence when it is none. What breaks off in the middle of the pixels is kept. */
export function chunksOf(bytes: Uint8Array): PngChunks | string {
  if (!isPng(bytes)) return 'it does not begin as a PNG';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = new Map<string, Uint8Array>();
  const pixels: Uint8Array[] = [];
  let warning: string | undefined;
  for (let at = SIGNATURE.length; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const end = Math.min(bytes.length - 4, at + 8 + length);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const data = bytes.subarray(at + 8, end);
    if (end < at + 8 + length) warning ??= `it breaks off in its chunk ${type}`;
    else if (crc32(bytes.subarray(at + 4, end)) !== view.getUint32(end))
      warning ??= `the check sum of its chunk ${type} is wrong: the file is damaged`;
    if (type === 'IDAT') pixels.push(data);
    else if (!found.has(type)) found.set(type, data);
    if (type === 'IEND') break;
    at += 12 + length;
  }
  return gathered(found, pixels, warning);
}

function gathered(
  found: ReadonlyMap<string, Uint8Array>,
  pixels: readonly Uint8Array[],
  warning: string | undefined,
): PngChunks | string {
  const [header, palette, alpha] = ['IHDR', 'PLTE', 'tRNS'].map((type) => found.get(type));
  if (header?.length !== 13) return 'it has no header';
  if (pixels.length === 0) return 'it has no pixels';
  return {
    header,
    pixels,
    ...(palette && { palette }),
    ...(alpha && { alpha }),
    ...(warning !== undefined && { warning }),
  };
}
