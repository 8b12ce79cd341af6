import type { ChangeKind } from './changeKinds';
import type { InstanceChange } from './instanceChange';

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

/** Where an instance stands in the list of what changed. */
export function diffKindOf({ kinds }: Pick<InstanceChange, 'kinds'>): DiffKind {
  const all = new Set(kinds.map((kind) => KIND_OF[kind]));
  return DIFF_KINDS.find((kind) => all.has(kind)) ?? 'noted';
}
