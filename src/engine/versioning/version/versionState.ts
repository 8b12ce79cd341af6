import type { DataChanges, DataStatus } from '../../../core/dvc/dataStatus';
import { untouchedStatus } from '../../../core/dvc/dataStatus';
import type { VersionRun } from '../../../core/versioning/plan';
import type { DataSets } from '../../dataset/dataSets';
import type { Dvc } from '../../dvc/dvc';
import { DvcError } from '../../dvc/dvcError';
import { dvcRepoOf } from '../../dvc/dvcRepo';
import { OutComparer, type OutState } from '../../dvc/outState';
import { trackersOf, type Tracker } from '../../dvc/trackers';
import { openGit } from '../git';
import type { GitPlace } from '../gitProcess';
import { dataChoices, type DataChoice } from './dataChoices';
import { settingsChoices } from './settingsChoices';
import { labelChanges, type LabelChanges } from './labelChanges';
import { unfinishedRun } from './runFile';

/** Data and labels of a repository in one look, held against the last commit. */
export interface VersionState {
  readonly data: readonly DataChoice[];
  /** Of all that DVC tracks: what has not been pulled, and what is only on this machine as far as can be known. */
  readonly notPulled: number;
  readonly notPushed: number;
  readonly labels: LabelChanges;
  /** Whether DVC was asked; without it, what is on disk was compared with what is recorded. */
  readonly by: 'dvc' | 'files' | 'none';
  /** Whole sentences. */
  readonly warnings: readonly string[];
  /** A version that did not come to its end. */
  readonly unfinished: VersionRun | undefined;
}

export interface StateOptions {
  readonly dvc?: Dvc | undefined;
  /** Asks the remote what it has, over the network. */
  readonly remote?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Rejects with `GitError` or `DvcError`. */
export async function versionState(
  place: GitPlace,
  dataSets: DataSets,
  options: StateOptions = {},
): Promise<VersionState> {
  const { signal } = options;
  const trackers = await trackersOf(place, { signal });
  const changed = await openGit({ program: place.program, signal }).changed(place.folder, [
    ...['**/*.dvc', '**/dvc.lock', '**/.dvc/config', '**/.dvc/.gitignore'],
  ]);
  const data = await dataState(place, trackers, options);
  const paths = new Set(changed.map(({ path }) => path));
  return {
    data: [
      ...dataChoices(data.status, trackers, paths),
      ...(await settingsChoices(place.folder, [...paths])),
    ],
    notPulled: data.status.notInCache.filter((path) => !path.endsWith('/')).length,
    notPushed: data.status.notInRemote.filter((path) => !path.endsWith('/')).length,
    labels: await labelChanges(place, dataSets, signal),
    by: data.by,
    warnings: [...trackers.flatMap(({ problems }) => problems), ...data.warnings],
    unfinished: await unfinishedRun(place),
  };
}

interface DataState {
  readonly status: DataStatus;
  readonly by: VersionState['by'];
  readonly warnings: readonly string[];
}

async function dataState(
  { folder }: GitPlace,
  trackers: readonly Tracker[],
  { dvc, remote = false, signal }: StateOptions,
): Promise<DataState> {
  const repo = await dvcRepoOf(folder);
  let warnings: readonly string[] = [];
  if (dvc && repo)
    try {
      return { status: await dvc.status({ remote }, { signal }), by: 'dvc', warnings };
    } catch (error) {
      // Settings that are not committed yet stop DVC here, and are what a version is to commit.
      if (!(error instanceof DvcError) || error.kind !== 'configuration' || remote) throw error;
      warnings = [error.message];
    }
  if (!repo || trackers.length === 0) return { status: untouchedStatus(), by: 'none', warnings };
  const comparer = new OutComparer(folder, repo.cacheFolder, { signal });
  const states: OutState[] = [];
  for (const out of trackers.flatMap(({ outs }) => outs))
    if (out.isCached) states.push(await comparer.all(out));
  return { status: statusOf(states), by: 'files', warnings: [...warnings, ...states.flatMap(warningsOf)] };
}

function statusOf(states: readonly OutState[]): DataStatus {
  const all = (key: 'added' | 'modified' | 'deleted' | 'notPulled'): string[] =>
    states.flatMap((state) => state[key]);
  const notPulled = all('notPulled');
  const uncommitted: DataChanges = {
    added: all('added'),
    modified: all('modified'),
    deleted: [...all('deleted'), ...notPulled],
    renamed: [],
    unknown: states.flatMap(({ out, unknown }) => (unknown === undefined ? [] : [`${out.path}/`])),
  };
  return { ...untouchedStatus(), uncommitted, notInCache: notPulled };
}

function warningsOf({ out, unknown, unchecked }: OutState): string[] {
  if (unknown !== undefined) return [unknown];
  if (unchecked.length === 0) return [];
  return [
    `${out.path}: ${unchecked.length} files are as large as recorded; whether they are the same was not worked out.`,
  ];
}
