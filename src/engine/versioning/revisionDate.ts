/** `2026-01-31`, with or without a time and a zone (ISO 8601); a blank in place of the T is as good. */
const ISO = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?: ?(?:Z|[+-]\d\d:?\d\d))?)?$/i;
/** What else git understands as a date (git's date.c, approxidate), as far as it cannot be meant otherwise. */
const WORDS =
  /^(?:now|today|yesterday|noon|midnight|last (?:week|month|year)|\d{1,6}[ .](?:second|minute|hour|day|week|month|year)s?[ .]ago)$/i;

/** A moment as a name of a revision says it, for git's `--before`; undefined when it says none. */
export function revisionDate(text: string): string | undefined {
  if (WORDS.test(text)) return text;
  if (!ISO.test(text)) return undefined;
  // A day means all of it.
  return text.length === 10 ? `${text} 23:59:59` : text.replace(/T/i, ' ');
}

/** A name with a moment in it: `2026-01-31`, `@{yesterday}`, `main@{2026-01-31}`. */
export function splitDate(name: string): { readonly ref: string; readonly before: string } | undefined {
  const [, ref, said] = /^(.*?)@\{([^{}]+)\}$/.exec(name) ?? [undefined, '', name];
  const before = revisionDate(said ?? '');
  return before === undefined ? undefined : { ref: ref || 'HEAD', before };
}
