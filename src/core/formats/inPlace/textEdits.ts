/** Replaces `start` to `end` of a text (UTF-16 units). */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with all edits made; their offsets count in the text as it was, and they do not overlap. */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let done = '';
  let from = 0;
  for (const edit of sorted) {
    done += text.slice(from, edit.start) + edit.text;
    from = Math.max(from, edit.end);
  }
  return done + text.slice(from);
}

/** 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
