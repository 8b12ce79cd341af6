import { changeWords } from '../../src/core/diff/changeWords';
import { DIFF_KINDS, KIND_TEXTS } from './diffKinds';
import type { DiffState } from './diffState';
import { summaryWords } from './summaryWords';

/** The difference as plain text: what is compared, a summary, and a line for each instance that is shown. */
export function copyText({ snapshot, diff, rows, shown }: DiffState): string {
  if (!snapshot) return '';
  const lines = [
    `${snapshot.path}: ${snapshot.before.title} → ${snapshot.after.title}`,
    summaryWords(diff, rows),
  ];
  for (const kind of DIFF_KINDS) {
    const changes = shown.filter((row) => row.kind === kind);
    if (changes.length > 0) lines.push('', `${KIND_TEXTS[kind].title}:`);
    for (const { change } of changes) lines.push(`  ${changeWords(change)}`);
  }
  return lines.join('\n') + '\n';
}
