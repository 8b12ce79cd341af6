/** The line that sidecars need; `eol=lf`, because a sidecar's line breaks are part of its form. */
export const SIDECAR_LINE = '*.labels.json text eol=lf merge=relabel diff=relabel';

const FIRST = '# Labels, merged instance by instance: written by "relabel init --git".';
const LAST = '# End of what Relabel wrote.';

/**
 * A `.gitattributes` with our block: replaced where one is, else at the end, where it wins over general lines. Whatever
 * else stands there stays. `globs`: patterns of label files of other formats.
 */
export function withBlock(text: string, globs: readonly string[]): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = [FIRST, ...globs.map((glob) => `${glob} merge=relabel`), SIDECAR_LINE, LAST];
  const block = lines.map((line) => line + eol).join('');
  const known = blockIn(text);
  if (known) return text.slice(0, known.start) + block + text.slice(known.end);
  return text === '' || text.endsWith('\n') ? text + block : text + eol + block;
}

export function withoutBlock(text: string): string {
  const known = blockIn(text);
  return known ? text.slice(0, known.start) + text.slice(known.end) : text;
}

function blockIn(text: string): { readonly start: number; readonly end: number } | undefined {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const first = lines.findIndex((line) => line.trimEnd() === FIRST);
  const last = lines.findIndex((line, i) => i > first && line.trimEnd() === LAST);
  if (first < 0 || last < 0) return undefined;
  const start = lines.slice(0, first).join('').length;
  return { start, end: start + lines.slice(first, last + 1).join('').length };
}

/** A pattern for a path below the root, `/` between parts: `tail` is a pattern already. */
export function attributesPattern(path: string, tail = ''): string {
  const pattern = `/${path.replace(/[\\*?[\]]/g, '\\$&')}${tail}`;
  if (!/[\s"\u0000-\u001f\u007f]/.test(pattern)) return pattern;
  return `"${pattern.replace(/[\\"]/g, '\\$&').replace(/[\u0000-\u001f\u007f]/g, octal)}"`;
}

/** As git's C-style quoting has it. */
function octal(character: string): string {
  return `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`;
}
