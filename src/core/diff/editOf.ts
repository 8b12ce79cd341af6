import { emptyEdit, type Edit } from '../edit/edit';
import type { DocDiff, InstanceChange } from './docDiff';

/**
 * The edit that makes the later version of the earlier one. Inverted (`invert`) it restores the earlier one. What a
 * sidecar keeps without understanding it is no part of it, as no edit touches that.
 */
export function editOf(label: string, diff: DocDiff): Edit {
  const { facts, image } = diff;
  return { ...editOfChanges(label, diff.instances), ...(facts && { facts }), ...(image && { image }) };
}

/** The same for some instances only. */
export function editOfChanges(label: string, changes: readonly InstanceChange[]): Edit {
  const updated = changes.filter(isUpdate).map(({ before, after }) => [before, after] as const);
  const others = changes.filter((change) => !isUpdate(change));
  return {
    ...emptyEdit(label),
    added: others.flatMap(({ after }) => after ?? []),
    removed: others.flatMap(({ before }) => before ?? []),
    updated,
  };
}

/** An id never changes: an instance under another one is taken away and put back. */
function isUpdate(
  change: InstanceChange,
): change is Required<Pick<InstanceChange, 'before' | 'after'>> & InstanceChange {
  const { before, after } = change;
  return before !== undefined && after !== undefined && before.id === after.id;
}
