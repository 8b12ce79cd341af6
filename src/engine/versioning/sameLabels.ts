import { sameValue } from '../../core/annotation/document';
import type { LabelsAt } from './labelVersions';

/** True when they say the same, wherever they stand. */
export function sameLabels(a: LabelsAt | undefined, b: LabelsAt | undefined): boolean {
  if (a?.kind !== 'labels' || b?.kind !== 'labels') return a?.kind === b?.kind && sameReason(a, b);
  return a.doc === b.doc || sameValue(a.doc, b.doc);
}

function sameReason(a: LabelsAt | undefined, b: LabelsAt | undefined): boolean {
  return a?.kind !== 'unreadable' || (b?.kind === 'unreadable' && a.reason === b.reason);
}
