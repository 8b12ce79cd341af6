import { changesText, type DataChanges, type DataStatus } from '../../../core/dvc/dataStatus';
import type { DvcOut } from '../../../core/dvc/dvcFile';
import { isAtOrBelow } from '../../../core/dvc/names';
import type { DataTarget } from '../../../core/versioning/plan';
import type { Tracker } from '../../dvc/trackers';

/** Data that a version can take in. */
export interface DataChoice extends DataTarget {
  readonly path: string;
  /** False: not without being asked for. */
  readonly isSuggested: boolean;
  /** What somebody should know before taking it in; whole sentences. */
  readonly note?: string;
}

/** What a plan keeps of a choice. */
export function targetOf({ targets, how, writes, title }: DataChoice): DataTarget {
  return { targets, how, writes, title };
}

/** What changed, by tracked file or folder; what has never been pulled is kept in the version as it was. */
export function dataChoices(
  status: DataStatus,
  trackers: readonly Tracker[],
  changedInGit: ReadonlySet<string>,
): readonly DataChoice[] {
  return trackers.flatMap((tracker) => {
    const own = tracker.outs.flatMap((out) => choiceOf(out, tracker, status));
    // Recorded by DVC already, and not yet committed to git.
    const isWaiting = own.length === 0 && changedInGit.has(tracker.path) && !isLock(tracker);
    return isWaiting ? [recorded(tracker, status)] : own;
  });
}

function isLock({ path }: Tracker): boolean {
  return path.endsWith('dvc.lock');
}

function recorded({ path }: Tracker, { committed }: DataStatus): DataChoice {
  const what = path.replace(/\.dvc$/, '');
  const text = changesText(below(committed, what)) || 'recorded by DVC';
  const writes = [path, ignoreFileOf(path)];
  return { path: what, targets: [], how: 'add', writes, title: `${what}: ${text}`, isSuggested: true };
}

function choiceOf(out: DvcOut, tracker: Tracker, status: DataStatus): DataChoice[] {
  const changes = below(status.uncommitted, out.path);
  const neverHere = new Set(status.notInCache);
  const notPulled = changes.deleted.filter((path) => neverHere.has(path));
  const mine: DataChanges = { ...changes, deleted: changes.deleted.filter((path) => !neverHere.has(path)) };
  const text = changesText(mine);
  if (text === '' || !out.isCached || out.isImported) return [];
  const about = {
    path: out.path,
    title: `${out.path}: ${text}`,
    writes: [tracker.path, ...(isLock(tracker) ? [] : [ignoreFileOf(tracker.path)])],
  };
  if (out.stage !== undefined)
    return [{ ...about, how: 'commit', targets: [out.path], isSuggested: false, note: STAGE_NOTE }];
  if (changes.unknown.length > 0)
    return [{ ...about, how: 'add', targets: [out.path], isSuggested: false, note: unknownNote(tracker) }];
  const isPartial = out.isFolder && notPulled.length > 0;
  return [
    {
      ...about,
      how: 'add',
      targets: isPartial ? filesOf(mine) : [out.path],
      isSuggested: true,
      ...(isPartial && { note: partialNote(notPulled.length) }),
    },
  ];
}

const STAGE_NOTE = 'It is the output of a pipeline: dvc repro makes and records it.';

function unknownNote({ path }: Tracker): string {
  return `What it held before is not in the local cache, so files that are not here would be lost from the version: run dvc fetch ${path} first.`;
}

function partialNote(count: number): string {
  const files = count === 1 ? '1 file has' : `${count} files have`;
  return `${files} not been pulled: ${count === 1 ? 'it stays' : 'they stay'} in the version as before.`;
}

function filesOf({ added, modified, deleted, renamed }: DataChanges): readonly string[] {
  const all = [...added, ...modified, ...deleted, ...renamed.flatMap((one) => [one.old, one.new])];
  return all.filter((path) => !path.endsWith('/'));
}

/** DVC writes the names of what it tracks beside its `.dvc` file. */
export function ignoreFileOf(trackerPath: string): string {
  return `${trackerPath.slice(0, trackerPath.lastIndexOf('/') + 1)}.gitignore`;
}

function below(changes: DataChanges, folder: string): DataChanges {
  const isIn = (path: string): boolean => isAtOrBelow(path, folder);
  return {
    added: changes.added.filter(isIn),
    modified: changes.modified.filter(isIn),
    deleted: changes.deleted.filter(isIn),
    renamed: changes.renamed.filter((one) => isIn(one.new)),
    unknown: changes.unknown.filter(isIn),
  };
}
