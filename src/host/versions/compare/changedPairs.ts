import type { LabelChange } from '../../../engine/versioning/labelVersions';
import type { Versions } from '../../../engine/versioning/versions';
import type { DiffPair } from '../../diff/request';
import { changeSummary } from '../history/changeSummary';
import type { VersionEnd } from './ends';

export interface Between {
  readonly left: VersionEnd;
  readonly right: VersionEnd;
  /** Files or folders, absolute; the whole repository unless given. */
  readonly paths?: readonly string[];
}

/** Every image whose labels differ between two versions, as it is found. Rejects with the signal's reason. */
export async function* changedPairs(
  versions: Pick<Versions, 'changesBetween'>,
  { left, right, paths }: Between,
  signal: AbortSignal,
): AsyncGenerator<DiffPair, undefined, undefined> {
  const options = { signal, ...(paths && { paths }) };
  for await (const change of versions.changesBetween(left.revision, right.revision, options))
    yield pairOf(change, left, right);
}

function pairOf(change: LabelChange, left: VersionEnd, right: VersionEnd): DiffPair {
  const { imagePath, fromImagePath, before, after } = change;
  return {
    imagePath,
    left: { ...left, ...(fromImagePath !== undefined && { imagePath: fromImagePath }) },
    right,
    summary: changeSummary(before, after),
  };
}
