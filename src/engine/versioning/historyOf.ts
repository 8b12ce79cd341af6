import type { KnownRow } from '../../core/formats/inPlace/adoptIds';
import type { HistoryEntry } from './labelVersions';
import { stepAt, type Step } from './historyStep';
import { logOf } from './logOf';
import { pipelined } from './pipelined';
import { readLabels } from './readLabels';
import { WORKTREE, type Revision } from './revision';
import { SidecarBlobs } from './sidecarBlobs';
import { namesOf, trailAt } from './trail';
import type { VersionsContext } from './versionsContext';

export interface HistoryOptions {
  /** Only commits that changed the annotation of this id. */
  readonly instance?: string;
  /** Where to begin; HEAD. */
  readonly from?: Revision;
  readonly signal?: AbortSignal | undefined;
}

/** Commits whose labels are read at the same time. */
const AT_ONCE = 16;

/** Commits that changed the labels of an image; see `Versions.historyOf`. */
export async function* historyOf(
  context: VersionsContext,
  imagePath: string,
  options: HistoryOptions = {},
): AsyncGenerator<HistoryEntry> {
  for await (const step of stepsOf(context, imagePath, options))
    if (step.isChange(options.instance)) yield step.entry();
}

/** Commits that touched the labels of an image, newest first, also where that changed nothing. */
export async function* stepsOf(
  context: VersionsContext,
  imagePath: string,
  { from, signal }: HistoryOptions,
): AsyncGenerator<Step> {
  const start = from?.kind === 'commit' || from?.kind === 'empty' ? from : await context.resolve('HEAD');
  if (start.kind !== 'commit') return;
  const trails = [await trailAt(context, start.commit, await context.ownPlaceOf(imagePath))];
  const blobs = new SidecarBlobs(context);
  const told = new Set<string>();
  let known = await rowsAt(context, imagePath, start, from);
  for (let trail = trails.shift(); trail; trail = trails.shift()) {
    const own = trail;
    const commits = logOf(context, own.starts, await namesOf(context, own), signal);
    // Ids of rows are handed on from version to version: one after the other.
    const atOnce = own.location.store ? 1 : AT_ONCE;
    const steps = pipelined(commits, atOnce, async (logged) => {
      const step = await stepAt(context, own, logged, blobs, known, signal);
      known = step.known ?? known;
      return { commit: logged.commit, step };
    });
    for await (const { commit, step } of steps) {
      if (told.has(commit)) continue;
      told.add(commit);
      if (step.earlier) trails.push(step.earlier);
      yield step;
    }
  }
}

/**
 * What rows of a format without ids are called at the start: as in the working tree, where the history is asked for
 * what is open there; as in the commit alone, when it begins at a commit that was named.
 */
export async function rowsAt(
  context: VersionsContext,
  imagePath: string,
  start: Revision,
  from: Revision | undefined,
): Promise<readonly KnownRow[]> {
  const image = await context.placeOf(imagePath);
  const view = await context.view(start);
  const { store } = await view.sets.sidecars.locate(image);
  if (!store) return [];
  const isNamed = from?.kind === 'commit' || context.repository.isBare;
  const now = isNamed ? [] : (await readLabels(await context.view(WORKTREE), image)).known;
  return (await readLabels(view, image, now)).known;
}
