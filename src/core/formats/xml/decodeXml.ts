import { strFromU8 } from 'fflate';

export interface DecodedXml {
  readonly text: string;
  /** What is wrong with the bytes or with what the file says of them; the text is what could be made of it. */
  readonly message?: string;
}

export const LATIN = /^(iso-?8859-?1|latin-?1|windows-?1252|cp-?1252|us-ascii|ascii)$/i;
const UTF8 = /^utf-?8$/i;

/**
 * The text of an XML file. A byte order mark counts before what the declaration says; Latin-1 is understood, every
 * other encoding is tried as UTF-8.
 */
export function decodeXml(bytes: Uint8Array): DecodedXml {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return { text: fromUtf16(bytes, 0) };
  if (a === 0xfe && b === 0xff) return { text: fromUtf16(bytes, 1) };
  const declared = declaredEncoding(bytes);
  const text = strFromU8(bytes);
  if (!text.includes('\ufffd')) return utf8(text, declared);
  if (declared !== undefined && LATIN.test(declared)) return { text: strFromU8(bytes, true) };
  return {
    text,
    message: `the file is not ${declared ?? 'UTF-8'} that can be read: some characters are lost`,
  };
}

function utf8(text: string, declared: string | undefined): DecodedXml {
  // What is plain ASCII is the same in all of them.

  if (declared === undefined || UTF8.test(declared) || !/[^\u0000-\u007f]/.test(text)) return { text };
  return { text, message: `the file says it is ${declared}, but its bytes are UTF-8; it was read as UTF-8` };
}

/** What the XML declaration says, read as ASCII. */
export function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = strFromU8(bytes.subarray(0, 200), true);
  return /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*?\bencoding\s*=\s*["']([^"']{1,40})["']/.exec(head)?.[1];
}

function fromUtf16(bytes: Uint8Array, highFirst: 0 | 1): string {
  const parts: string[] = [];
  for (let from = 2; from + 1 < bytes.length; from += 16_384) {
    const units: number[] = [];
    for (let i = from; i < Math.min(from + 16_384, bytes.length - 1); i += 2)
      units.push((bytes[i + 1 - highFirst] ?? 0) * 256 + (bytes[i + highFirst] ?? 0));
    parts.push(String.fromCharCode(...units));
  }
  return parts.join('');
}
