/**
 * What happened to an instance. Those from `added` to `resolved` change labels; `proposed`, `declined`, `noted` and
 * `renumbered` do not. `accepted` is an addition (a proposal is no label yet), `unaccepted` a removal.
 */
export const CHANGE_KINDS = [
  'added',
  'accepted',
  'removed',
  'unaccepted',
  'relabelled',
  'reshaped',
  'moved',
  'described',
  'conflict',
  'resolved',
  /** A model's proposal that is new, or that is gone without having been accepted. */
  'proposed',
  'declined',
  /** Locked, hidden, review, comments, score, model, what other programs keep with it. */
  'noted',
  /** The same instance under another id: formats without ids, or replaced by an import. */
  'renumbered',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Kinds that are no change of a label. */
const ASIDE: ReadonlySet<ChangeKind> = new Set(['proposed', 'declined', 'noted', 'renumbered']);

export function isAside(kind: ChangeKind): boolean {
  return ASIDE.has(kind);
}
