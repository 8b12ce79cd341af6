const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * The text with its references resolved: the five of XML and characters by number. Any other entity would have to be
 * defined in a document type, which is never read (so nothing can be expanded without end or fetched from elsewhere):
 * it stays as it is written, and `unknown` hears of it.
 */
export function decodeEntities(raw: string, unknown: (entity: string, at: number) => void): string {
  return raw.replace(/&([^;&\s]{0,40};)?/g, (whole: string, body: string | undefined, at: number) => {
    const value = body === undefined ? undefined : resolved(body.slice(0, -1));
    if (value === undefined) unknown(whole, at);
    return value ?? whole;
  });
}

function resolved(name: string): string | undefined {
  const digits = /^#(?:(\d{1,7})|x([0-9a-f]{1,6}))$/i.exec(name);
  if (!digits) return PREDEFINED.get(name);
  const code = digits[1] === undefined ? parseInt(digits[2] ?? '', 16) : Number(digits[1]);
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : undefined;
}
