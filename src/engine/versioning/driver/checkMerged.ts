import { parseSidecar } from '../../../core/annotation/sidecar';
import { isSidecar } from '../../dataset/sidecars';
import { readTextFile } from '../../fs';

/** What a merge left in a file, in words. `isOpen`: somebody has to decide. */
export interface MergeState {
  readonly isOpen: boolean;
  readonly message: string;
}

const MARK = /^<{7,}(?: |\r?$)/m;

/** Looks for what merges leave to be decided: marks in any file, conflicts as data in sidecars. Never rejects. */
export async function checkMerged(path: string): Promise<MergeState> {
  const text = await readTextFile(path).catch((error: unknown) => error as Error);
  if (typeof text !== 'string') return { isOpen: true, message: text.message };
  if (!isSidecar(path)) return MARK.test(text) ? { isOpen: true, message: 'it has conflict marks' } : DECIDED;
  const parsed = parseSidecar(text);
  if (!parsed.ok)
    return { isOpen: true, message: `${parsed.problem.message} relabel merge --repair mends marks.` };
  const { annotations, conflict } = parsed.doc;
  const open = annotations.filter((each) => each.conflict !== undefined).map(({ id }) => id);
  const what = [...(conflict ? ['the image as a whole'] : []), ...open].join(', ');
  return what === '' ? DECIDED : { isOpen: true, message: `in conflict: ${what}` };
}

const DECIDED: MergeState = { isOpen: false, message: 'nothing to decide' };
