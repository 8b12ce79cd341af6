import type { ChangeKind } from '../diff/changeKinds';
import type { InstanceChange } from '../diff/docDiff';

/** What the eye tells apart in a report, in the order of its legend; the colours are those of the editor's diff. */
export const REPORT_KINDS = {
  conflict: { title: 'in conflict', color: '#ff5fd2' },
  added: { title: 'added', color: '#35c75a' },
  removed: { title: 'removed', color: '#ff5a5f' },
  relabelled: { title: 'relabelled', color: '#b98cff' },
  reshaped: { title: 'reshaped', color: '#ff9a33' },
  moved: { title: 'moved', color: '#4aa8ff' },
  described: { title: 'described', color: '#ffd23f' },
  proposed: { title: 'proposal', color: '#2fd6c3' },
  noted: { title: 'noted', color: '#b4b4b4' },
} as const;
export type ReportKind = keyof typeof REPORT_KINDS;

export const REPORT_KIND_NAMES = Object.keys(REPORT_KINDS) as readonly ReportKind[];

const KIND_OF: Readonly<Record<ChangeKind, ReportKind>> = {
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

/** An instance with several changes is of the first that fits. */
export function reportKindOf({ kinds }: InstanceChange): ReportKind {
  const all = new Set(kinds.map((kind) => KIND_OF[kind]));
  return REPORT_KIND_NAMES.find((kind) => all.has(kind)) ?? 'noted';
}
