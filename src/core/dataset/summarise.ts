import type { DocChange, LabelSummary } from './summary';
import { SummaryTally } from './summaryTally';

/** Counts and words for a commit message, a status line or a report. */
export function summarise(changes: readonly DocChange[]): LabelSummary {
  const tally = new SummaryTally();
  for (const change of changes) tally.add(change);
  return tally.summary();
}
