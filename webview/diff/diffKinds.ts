import type { ChangeKind } from '../../src/core/diff/changeKinds';
import type { InstanceChange } from '../../src/core/diff/docDiff';

/** What the eye tells apart, in the order of the list; an instance with several changes is of the first that fits. */
export const DIFF_KINDS = [
  'conflict',
  'added',
  'removed',
  'relabelled',
  'reshaped',
  'moved',
  'described',
  'proposed',
  'noted',
] as const;
export type DiffKind = (typeof DIFF_KINDS)[number];

const KIND_OF: Readonly<Record<ChangeKind, DiffKind>> = {
  added: 'added',
  accepted: 'added',
  removed: 'removed',
  unaccepted: 'removed',
  relabelled: 'relabelled',
  reshaped: 'reshaped',
  moved: 'moved',
  described: 'described',
  conflict: 'conflict',
  resolved: 'described',
  proposed: 'proposed',
  declined: 'proposed',
  noted: 'noted',
  renumbered: 'noted',
};

export function diffKindOf({ kinds }: Pick<InstanceChange, 'kinds'>): DiffKind {
  const all = new Set(kinds.map((kind) => KIND_OF[kind]));
  return DIFF_KINDS.find((kind) => all.has(kind)) ?? 'noted';
}

export interface DiffKindText {
  readonly title: string;
  /** One character that says the same where colours do not. */
  readonly glyph: string;
  /** For the cheat sheet and tooltips. */
  readonly meaning: string;
}

export const KIND_TEXTS: Readonly<Record<DiffKind, DiffKindText>> = {
  conflict: { title: 'In conflict', glyph: '!', meaning: 'A merge could not decide between two versions' },
  added: { title: 'Added', glyph: '+', meaning: 'Only the newer version has it' },
  removed: { title: 'Removed', glyph: '−', meaning: 'Only the older version has it' },
  relabelled: { title: 'Relabelled', glyph: 'A', meaning: 'Another class' },
  reshaped: { title: 'Reshaped', glyph: '◇', meaning: 'Another form; dashed is how it was' },
  moved: { title: 'Moved', glyph: '→', meaning: 'The same form in another place; dashed is where it was' },
  described: { title: 'Described', glyph: '✎', meaning: 'Attributes, flags, text, group, links' },
  proposed: { title: 'Proposals', glyph: '?', meaning: 'Proposals of a model that came or went' },
  noted: { title: 'Noted', glyph: '·', meaning: 'Comments, review, score, locks, ids: no label changed' },
};
