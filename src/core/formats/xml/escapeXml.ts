/** Characters that XML 1.0 cannot hold, not even by number. */
const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const IN_ATTRIBUTES = /[&<>"\t\n\r]/g;
const IN_TEXT = /[&<>\r]/g;

const SPECIAL = /[\u0000-\u001f&<>"\ud800-\udfff\ufffe\uffff]/;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ['\t', '&#9;'],
  ['\n', '&#10;'],
  ['\r', '&#13;'],
]);

/** True when XML can hold the text as it is; else `escapeText` puts U+FFFD for what it cannot. */
export function fitsXml(text: string): boolean {
  FORBIDDEN.lastIndex = 0;
  return !SPECIAL.test(text) || !FORBIDDEN.test(text);
}

/** For the text of an element. */
export function escapeText(text: string): string {
  return SPECIAL.test(text) ? escaped(text, IN_TEXT) : text;
}

/** For an attribute's value in double quotes; white space survives the reader. */
export function escapeAttribute(text: string): string {
  return SPECIAL.test(text) ? escaped(text, IN_ATTRIBUTES) : text;
}

function escaped(text: string, signs: RegExp): string {
  return text.replace(FORBIDDEN, '\ufffd').replace(signs, (sign) => ESCAPES.get(sign) ?? sign);
}
