import type { Outcome } from './level';

/** More than this many spec files do not fail by a machine that halts for a moment. */
const MAX_FILES = 3;

/** Spec files to run once more: none when a failure belongs to no file, or when too much failed. */
export function filesThatFailed(outcomes: readonly Outcome[]): readonly string[] {
  const failures = outcomes.filter((outcome) => outcome.kind === 'failed');
  const files = new Set(failures.flatMap(({ file }) => (file === undefined ? [] : [file])));
  const known = failures.every(({ file }) => file !== undefined);
  return known && files.size <= MAX_FILES ? [...files] : [];
}

/** The first outcomes with those of the files that ran again in place of their own; what passed only then says so. */
export function withSecondTry(first: readonly Outcome[], second: readonly Outcome[]): readonly Outcome[] {
  const again = new Set(filesThatFailed(first));
  const failedFirst = new Set(first.flatMap((outcome) => (outcome.kind === 'failed' ? [outcome.name] : [])));
  const kept = first.filter(({ file }) => file === undefined || !again.has(file));
  const mark = (outcome: Outcome): Outcome =>
    outcome.kind === 'passed' && failedFirst.has(outcome.name) ? { ...outcome, secondTry: true } : outcome;
  return [...kept, ...second.map(mark)];
}
