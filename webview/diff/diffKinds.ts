import type { DiffKind } from '../../src/core/diff/diffKinds';

export { DIFF_KINDS, diffKindOf, type DiffKind } from '../../src/core/diff/diffKinds';

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
