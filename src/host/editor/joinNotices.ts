import type { Notice } from './notices';

const RANKS: Readonly<Record<Notice['severity'], number>> = { info: 0, warning: 1, error: 2 };

/** Notices that nobody has seen yet as one, as severe as the worst, each message once; undefined when there are none. */
export function joinNotices(notices: readonly Notice[]): Notice | undefined {
  const [worst] = notices.toSorted((a, b) => RANKS[b.severity] - RANKS[a.severity]);
  const messages = new Set(notices.map(({ message }) => message));
  return worst && { severity: worst.severity, message: [...messages].join(' ') };
}
