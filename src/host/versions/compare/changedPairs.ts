import { diffDocs } from '../../../core/diff/docDiff';
import { docOf, type LabelChange } from '../../../engine/versioning/labelVersions';
import type { Versions } from '../../../engine/versioning/versions';
import type { DiffPair } from '../../diff/request';
import { countsOf, type VersionEnd } from './ends';

/** More changed images than these are not stepped through by anybody. */
export const MAX_PAIRS = 5000;

export interface ChangedPairs {
  readonly pairs: readonly DiffPair[];
  /** There are more than are listed. */
  readonly isCut: boolean;
}

export interface Between {
  readonly left: VersionEnd;
  readonly right: VersionEnd;
  /** Files or folders, absolute; the whole repository unless given. */
  readonly paths?: readonly string[];
}

/** Every image whose labels differ between two versions, with how many instances of it do. */
export async function changedPairs(
  versions: Versions,
  { left, right, paths }: Between,
  signal: AbortSignal,
  onFound: (images: number) => void,
): Promise<ChangedPairs> {
  const pairs: DiffPair[] = [];
  const options = { signal, ...(paths && { paths }) };
  for await (const change of versions.changesBetween(left.revision, right.revision, options)) {
    if (pairs.length === MAX_PAIRS) return { pairs, isCut: true };
    pairs.push(pairOf(change, left, right));
    onFound(pairs.length);
  }
  return { pairs, isCut: false };
}

function pairOf(change: LabelChange, left: VersionEnd, right: VersionEnd): DiffPair {
  const { imagePath, fromImagePath, before, after } = change;
  return {
    imagePath,
    left: { ...left, ...(fromImagePath !== undefined && { imagePath: fromImagePath }) },
    right,
    counts: countsOf(diffDocs(docOf(before), docOf(after))),
  };
}
