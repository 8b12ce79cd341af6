import type { HistoryEntry } from './labelVersions';
import { stepAt, type Step } from './historyStep';
import { logOf } from './logOf';
import { pipelined } from './pipelined';
import type { Revision } from './revision';
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
  const trails = [await trailAt(context, start.commit, await context.placeOf(imagePath))];
  const blobs = new SidecarBlobs(context);
  const told = new Set<string>();
  for (let trail = trails.shift(); trail; trail = trails.shift()) {
    const own = trail;
    const commits = logOf(context, own.starts, await namesOf(context, own), signal);
    const steps = pipelined(commits, AT_ONCE, async (logged) => ({
      commit: logged.commit,
      step: await stepAt(context, own, logged, blobs, signal),
    }));
    for await (const { commit, step } of steps) {
      if (told.has(commit)) continue;
      told.add(commit);
      if (step.earlier) trails.push(step.earlier);
      yield step;
    }
  }
}
