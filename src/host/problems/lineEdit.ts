/** Replaces `start` to `end` (UTF-16 offsets) of a text. */
export interface LineEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The one replacement of whole lines that turns a text into another: what both begin and end with stays untouched.
 * The new text is given with LF and gets the line breaks of the old one. Undefined when nothing changes.
 */
export function lineEdit(from: string, to: string): LineEdit | undefined {
  const eol = from.includes('\r\n') ? '\r\n' : '\n';
  const target = eol === '\n' ? to : to.replace(/\r?\n/g, eol);
  if (from === target) return undefined;
  const start = lineStart(from, sameStart(from, target));
  const same = sameEnd(from, target, start);
  return { start, end: from.length - same, text: target.slice(start, target.length - same) };
}

function sameStart(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let at = 0;
  while (at < length && a[at] === b[at]) at++;
  return at;
}

/** How many characters both end with, in whole lines, without touching what is before `start`. */
function sameEnd(a: string, b: string, start: number): number {
  const most = Math.min(a.length, b.length) - start;
  let count = 0;
  while (count < most && a[a.length - 1 - count] === b[b.length - 1 - count]) count++;
  if (isLineStart(a, a.length - count) && isLineStart(b, b.length - count)) return count;
  const lineBreak = a.indexOf('\n', a.length - count);
  return lineBreak < 0 ? 0 : a.length - lineBreak - 1;
}

function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

function isLineStart(text: string, offset: number): boolean {
  return offset === 0 || text[offset - 1] === '\n';
}
