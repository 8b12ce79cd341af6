/** Text to put at an offset of another text. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** The text with the insertions made; their offsets are ascending and count in the text as it was. */
export function insert(text: string, insertions: readonly Insertion[]): string {
  let done = '';
  let from = 0;
  for (const { at, text: added } of insertions) {
    done += text.slice(from, at) + added;
    from = at;
  }
  return done + text.slice(from);
}

/** The file's own line break: CRLF when its first line ends so. */
export function lineBreakOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset of the line break that ends the line, or of the text's end. */
export function endOfLine(text: string, offset: number): number {
  const found = text.indexOf('\n', offset);
  if (found < 0) return text.length;
  return text[found - 1] === '\r' && found > offset ? found - 1 : found;
}

/** From the end of a YAML flow list's last item on: its trailing comma, if any, and its bracket. */
export function closingBracket(text: string, from: number): { at: number; comma?: number } {
  let comma: number | undefined;
  for (let i = from; i < text.length; i++) {
    if (text[i] === '#') i = endOfLine(text, i);
    else if (text[i] === ',') comma = i;
    else if (text[i] === ']') return { at: i, ...(comma !== undefined && { comma }) };
  }
  return { at: text.length, ...(comma !== undefined && { comma }) };
}
