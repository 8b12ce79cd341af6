import { DIFF_KINDS, type DiffKind } from '../diff/diffKinds';

export { diffKindOf as reportKindOf } from '../diff/diffKinds';

/** What the kinds of change are called and how they look in a report; the colours are those of the editor's diff. */
export const REPORT_KINDS: Readonly<Record<DiffKind, { readonly title: string; readonly color: string }>> = {
  conflict: { title: 'in conflict', color: '#ff5fd2' },
  added: { title: 'added', color: '#35c75a' },
  removed: { title: 'removed', color: '#ff5a5f' },
  relabelled: { title: 'relabelled', color: '#b98cff' },
  reshaped: { title: 'reshaped', color: '#ff9a33' },
  moved: { title: 'moved', color: '#4aa8ff' },
  described: { title: 'described', color: '#ffd23f' },
  proposed: { title: 'proposal', color: '#2fd6c3' },
  noted: { title: 'noted', color: '#b4b4b4' },
};

export const REPORT_KIND_NAMES = DIFF_KINDS;
