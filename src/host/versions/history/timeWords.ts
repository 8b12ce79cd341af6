import type { Translate } from '../../translate';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** From the longest, so that the first that fits is used. */
const STEPS = [
  { ms: 365 * DAY_MS, one: '1 year ago', many: '{0} years ago' },
  { ms: 30 * DAY_MS, one: '1 month ago', many: '{0} months ago' },
  { ms: 7 * DAY_MS, one: '1 week ago', many: '{0} weeks ago' },
  { ms: DAY_MS, one: '1 day ago', many: '{0} days ago' },
  { ms: HOUR_MS, one: '1 hour ago', many: '{0} hours ago' },
  { ms: MINUTE_MS, one: '1 minute ago', many: '{0} minutes ago' },
] as const;

/** "2 days ago"; both times are milliseconds since 1970. A clock that runs ahead says "now". */
export function agoWords(atMs: number, nowMs: number, t: Translate): string {
  const step = STEPS.find(({ ms }) => nowMs - atMs >= ms);
  if (!step) return t('now');
  const count = Math.floor((nowMs - atMs) / step.ms);
  return count === 1 ? t(step.one) : t(step.many, count);
}

/** "12 May 2026", in the reader's language and time zone. */
export function dayWords(atMs: number, language?: string): string {
  const format = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  return new Intl.DateTimeFormat(language, format).format(new Date(atMs));
}
