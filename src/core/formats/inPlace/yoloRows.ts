/** One token of a row, with its place in the text. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A line with something in it. `end` is before its line break, `next` behind. */
export interface YoloLine {
  readonly start: number;
  readonly end: number;
  readonly next: number;
  /** 1-based. */
  readonly line: number;
  readonly tokens: readonly Token[];
}

/** The lines of a text that are not blank, cut at white space. LF, CRLF, and a byte order mark are understood. */
export function yoloLines(text: string): readonly YoloLine[] {
  const lines: YoloLine[] = [];
  let line = 1;
  for (let start = text.startsWith('\uFEFF') ? 1 : 0; start < text.length; line++) {
    const found = text.indexOf('\n', start);
    const next = found < 0 ? text.length : found + 1;
    const end = found < 0 ? text.length : text[found - 1] === '\r' && found > start ? found - 1 : found;
    const tokens = tokensIn(text, start, end);
    if (tokens.length > 0) lines.push({ start, end, next, line, tokens });
    start = next;
  }
  return lines;
}

function tokensIn(text: string, start: number, end: number): readonly Token[] {
  return [...text.slice(start, end).matchAll(/[^\s\uFEFF]+/g)].map((match) => ({
    text: match[0],
    start: start + match.index,
    end: start + match.index + match[0].length,
  }));
}

/** A decimal number as Python's `float` reads it, but for its words (`nan`, `inf`); undefined when it is none. */
export function numberOf({ text }: Token): number | undefined {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? finite(Number(text)) : undefined;
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
