import { markConflicts, type Marks } from './markConflicts';

/** Which side wins where both changed the same. */
export type Prefer = 'ours' | 'theirs';

/** A file merged with one side winning, and how often it had to. */
export interface Variant {
  readonly text: string;
  readonly conflicts: number;
}

export type MergedText =
  | { readonly ok: true; readonly text: string; readonly conflicts: number }
  /** One of the versions is not of this format: nothing can be said by instance. */
  | { readonly ok: false; readonly reason: string };

/**
 * Merges with ours winning; where something is in conflict, with theirs winning too, so that both can be shown. These
 * formats have no place for two versions of one thing, and a file that is loaded must not hold half an answer: marks
 * make loaders stop.
 */
export function withMarks(merge: (prefer: Prefer) => Variant, marks: Marks): MergedText {
  const ours = merge('ours');
  if (ours.conflicts === 0) return { ok: true, text: ours.text, conflicts: 0 };
  const theirs = merge('theirs');
  return { ok: true, text: markConflicts(ours.text, theirs.text, marks), conflicts: ours.conflicts };
}
