import type { DocDiff, InstanceChange } from '../../../core/diff/docDiff';
import type { HistoryEntry } from '../../../engine/versioning/labelVersions';
import type { HistoryState } from './historyModel';

/** What is not committed yet, of the image as it is in its editor or on the disk. */
export interface Uncommitted {
  readonly imagePath: string;
  readonly diff: DocDiff;
  /** The words of what changed. */
  readonly summary: string;
  /** The labels are in no commit at all. */
  readonly isNew: boolean;
}

/** A row of the history view. */
export type HistoryRow =
  /** Says something; with a command, a click runs it. */
  | {
      readonly kind: 'note';
      readonly id: string;
      readonly text: string;
      readonly icon?: string;
      readonly command?: string;
    }
  | { readonly kind: 'uncommitted'; readonly changes: Uncommitted }
  | { readonly kind: 'commit'; readonly entry: HistoryEntry; readonly older: HistoryEntry | undefined }
  | { readonly kind: 'instance'; readonly change: InstanceChange; readonly of: ChangeRow };

/** A row that stands for a change of labels. */
export type ChangeRow = Extract<HistoryRow, { kind: 'commit' | 'uncommitted' }>;

/** The rows of a history as far as it was read. */
export function historyRows(
  state: HistoryState,
  uncommitted: Uncommitted | undefined,
  t: (message: string) => string,
): readonly HistoryRow[] {
  const { entries } = state;
  return [
    ...(uncommitted ? [{ kind: 'uncommitted', changes: uncommitted } as const] : []),
    ...entries.map((entry, i) => ({ kind: 'commit', entry, older: entries[i + 1] }) as const),
    ...lastRow(state, uncommitted !== undefined, t),
  ];
}

/** What stands under the commits: how the search goes on, or why there is nothing. */
function lastRow(
  { entries, status }: HistoryState,
  hasUncommitted: boolean,
  t: (message: string) => string,
): readonly HistoryRow[] {
  const note = (id: string, text: string, icon?: string, command?: string): HistoryRow[] => [
    { kind: 'note', id, text, ...(icon && { icon }), ...(command && { command }) },
  ];
  switch (status.kind) {
    case 'loading':
      return note('loading', t('Looking for commits…'), 'loading~spin');
    case 'paused':
      return note('more', t('Load More'), 'ellipsis', 'relabel.loadMoreHistory');
    case 'stopped':
      return note('stopped', t('Stopped. Search again'), 'refresh', 'relabel.refreshHistory');
    case 'failed':
      return note('failed', status.message, 'error');
    case 'complete':
      break;
  }
  if (entries.at(-1)?.isBoundary)
    return note('boundary', t('Older commits are not in this clone: it is shallow.'), 'info');
  if (entries.length > 0 || hasUncommitted) return [];
  return note('none', t('No commit has labels of this image yet.'), 'info');
}
