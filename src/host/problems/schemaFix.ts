import type { Problem } from '../../core/problem';

/** A repair of `relabel.yaml`: `text` instead of the `length` characters at the problem's place. */
export interface SchemaFix {
  readonly kind: 'replace' | 'quote';
  readonly length: number;
  readonly text: string;
}

const SUGGESTION = /did you mean "([^"]+)"\?$/;
const WANTS_QUOTES = new Set(['not-text', 'yaml-boolean']);

/** What a problem's message proposes for the word at its place; `line` is the text of that line. */
export function schemaFix(line: string, { code, message, column = 1 }: Problem): SchemaFix | undefined {
  const word = wordAt(line, column - 1);
  if (word === undefined) return undefined;
  const suggestion = SUGGESTION.exec(message)?.[1];
  if (suggestion !== undefined) return { kind: 'replace', length: word.length, text: suggestion };
  if (!WANTS_QUOTES.has(code) || /^['"]/.test(word)) return undefined;
  return { kind: 'quote', length: word.length, text: JSON.stringify(word) };
}

/** The scalar that begins there: quoted text, or plain text up to what ends it in YAML. */
function wordAt(line: string, at: number): string | undefined {
  const rest = line.slice(at);
  const quoted = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/.exec(rest)?.[0];
  return quoted ?? /^[^\s,[\]{}:#][^,[\]{}:#]*?(?=\s*(?:[,[\]{}]|:(?:\s|$)|\s#|$))/.exec(rest)?.[0];
}
