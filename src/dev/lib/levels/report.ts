import type { Outcome } from './level';

/** What a person needs after the tests: each skip with its reason, each failure again, and the count. */
export function summary(outcomes: readonly Outcome[]): string {
  return [
    ...skippedLines(outcomes),
    ...secondTryLines(outcomes),
    ...failedLines(outcomes),
    countLine(outcomes),
  ].join('\n');
}

/** `N passed, N failed`, with `, N skipped` where some were. */
export function countLine(outcomes: readonly Outcome[]): string {
  const count = (kind: Outcome['kind']): number => outcomes.filter((outcome) => outcome.kind === kind).length;
  const skips = count('skipped');
  const base = `${String(count('passed'))} passed, ${String(count('failed'))} failed`;
  return skips === 0 ? base : `${base}, ${String(skips)} skipped`;
}

/** Skips with one reason share a line. */
function skippedLines(outcomes: readonly Outcome[]): string[] {
  const byReason = new Map<string, number>();
  for (const outcome of outcomes)
    if (outcome.kind === 'skipped') byReason.set(outcome.reason, (byReason.get(outcome.reason) ?? 0) + 1);
  return [...byReason].map(([reason, count]) => `skipped ${String(count)}: ${reason}`);
}

function secondTryLines(outcomes: readonly Outcome[]): string[] {
  return outcomes.flatMap((outcome) =>
    outcome.kind === 'passed' && outcome.secondTry ? [`passed only when run again: ${outcome.name}`] : [],
  );
}

function failedLines(outcomes: readonly Outcome[]): string[] {
  return outcomes.flatMap((outcome) => (outcome.kind === 'failed' ? [`failed: ${outcome.name}`] : []));
}
