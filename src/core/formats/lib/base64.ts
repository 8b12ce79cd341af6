const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const CODES = Uint8Array.from(ALPHABET, (char) => char.charCodeAt(0));
const CHUNK = 6144;
/** Bits that are left over when so many characters of four have come. */
const LEFT_BITS = [0, 0, 4, 2] as const;

/** Values of the characters; 255 for what is none of them. Those of the URL alphabet count too. */
const VALUES = new Uint8Array(128).fill(255);
for (let i = 0; i < 64; i++) VALUES[CODES[i] as number] = i;
VALUES['-'.charCodeAt(0)] = 62;
VALUES['_'.charCodeAt(0)] = 63;

/** Base64 with padding (RFC 4648, section 4). */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += CHUNK) text += chunkText(bytes, from);
  return text;
}

function chunkText(bytes: Uint8Array, from: number): string {
  const count = Math.min(CHUNK, bytes.length - from);
  const codes = new Uint8Array(Math.ceil(count / 3) * 4).fill('='.charCodeAt(0));
  for (let i = 0, o = 0; i < count; i += 3, o += 4) {
    const [a, b, c] = [bytes[from + i] ?? 0, bytes[from + i + 1] ?? 0, bytes[from + i + 2] ?? 0];
    codes[o] = CODES[a >> 2] as number;
    codes[o + 1] = CODES[((a & 3) << 4) | (b >> 4)] as number;
    if (i + 1 < count) codes[o + 2] = CODES[((b & 15) << 2) | (c >> 6)] as number;
    if (i + 2 < count) codes[o + 3] = CODES[c & 63] as number;
  }
  return String.fromCharCode(...codes);
}

/** The bytes of Base64 text, with or without padding and line breaks; undefined when it is none. */
export function fromBase64(text: string): Uint8Array | undefined {
  const out = new Uint8Array(Math.floor((text.length * 3) / 4));
  let size = 0;
  let bits = 0;
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x3d || code === 0x0a || code === 0x0d || code === 0x20) continue;
    const value = code < 128 ? (VALUES[code] as number) : 255;
    if (value === 255) return undefined;
    bits = ((bits << 6) | value) & 0xffffff;
    if (++count % 4 === 1) continue;
    out[size++] = (bits >> (LEFT_BITS[count % 4] as number)) & 255;
  }
  return count % 4 === 1 ? undefined : out.subarray(0, size);
}
