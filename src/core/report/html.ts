/** Text as it stands between tags or within double quotes; what is no character at all is shown as such. */
export function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '\ufffd')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A name that somebody chose: whatever its direction of writing, it does not turn what stands around it. */
export function named(text: string): string {
  return `<bdi>${escaped(text)}</bdi>`;
}

/** A number for an attribute, to two decimals. */
export function num(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}
