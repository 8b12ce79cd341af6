import type { HistoryEntry } from '../../../engine/versioning/labelVersions';
import { EMPTY, INDEX, WORKTREE, type Revision } from '../../../engine/versioning/revision';
import type { Translate } from '../../translate';
import { agoWords } from '../history/timeWords';

/** A version to compare, and what it is called. */
export interface VersionEnd {
  readonly revision: Revision;
  readonly title: string;
}

export function worktreeEnd(t: Translate): VersionEnd {
  return { revision: WORKTREE, title: t('Working Tree') };
}

export function indexEnd(t: Translate): VersionEnd {
  return { revision: INDEX, title: t('Staged') };
}

/** "3f2a91c Ann, 2 days ago"; with a name before it where the commit is known by one. */
export function commitTitle(
  commit: Pick<HistoryEntry, 'shortHash' | 'author' | 'atMs'>,
  name: string | undefined,
  nowMs: number,
  t: Translate,
): string {
  const { shortHash, author, atMs } = commit;
  const words = `${shortHash} ${author}, ${agoWords(atMs, nowMs, t)}`;
  return name === undefined || name === shortHash ? words : `${name} · ${words}`;
}

/** The version that a commit of the history made. */
export function entryEnd(entry: HistoryEntry, nowMs: number, t: Translate): VersionEnd {
  const { commit, shortHash } = entry;
  return {
    revision: { kind: 'commit', commit, name: shortHash },
    title: commitTitle(entry, undefined, nowMs, t),
  };
}

/** The version before it: of its first parent, or nothing at all. */
export function parentEnd({ parents: [parent], shortHash }: HistoryEntry, t: Translate): VersionEnd {
  if (parent === undefined) return { revision: EMPTY, title: t('Nothing, before the first commit') };
  return {
    revision: { kind: 'commit', commit: parent, name: `${shortHash}^` },
    title: t('{0} (parent)', parent.slice(0, shortHash.length)),
  };
}
