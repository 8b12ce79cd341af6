import { byId, sameValue } from '../../core/annotation/document';
import type { KnownRow } from '../../core/formats/inPlace/adoptIds';
import type { SidecarLocation } from '../dataset/sidecars';
import { sameLabels } from './changesBetween';
import { docOf, type HistoryEntry, type LabelsAt } from './labelVersions';
import { logOf, type LoggedCommit } from './logOf';
import { readLabels } from './readLabels';
import { renamesIn } from './renameIn';
import type { CommitRevision, Revision } from './revision';
import type { VersionsContext } from './versionsContext';

export interface HistoryOptions {
  /** Only commits that changed the annotation of this id. */
  readonly instance?: string;
  /** Where to begin; HEAD. */
  readonly from?: Revision;
  readonly signal?: AbortSignal | undefined;
}

/** A commit with the labels of each of its parents. */
export interface Step {
  readonly entry: HistoryEntry;
  readonly befores: readonly (LabelsAt | undefined)[];
}

/** Commits that changed the labels of an image; see `Versions.historyOf`. */
export async function* historyOf(
  context: VersionsContext,
  imagePath: string,
  options: HistoryOptions = {},
): AsyncGenerator<HistoryEntry> {
  const { instance } = options;
  for await (const { entry, befores } of stepsOf(context, imagePath, options))
    if (instance === undefined || befores.every((before) => !sameInstance(before, entry.after, instance)))
      yield entry;
}

export function sameInstance(a: LabelsAt | undefined, b: LabelsAt | undefined, id: string): boolean {
  const [old, now] = [docOf(a), docOf(b)];
  return sameValue(old && byId(old).get(id), now && byId(now).get(id));
}

/** Where an image's labels are followed from. */
interface Trail {
  readonly starts: readonly string[];
  readonly imagePath: string;
  readonly location: SidecarLocation;
}

/** Commits that changed the labels, and what they were in each parent. */
export async function* stepsOf(
  context: VersionsContext,
  imagePath: string,
  { from, signal }: HistoryOptions,
): AsyncGenerator<Step> {
  const start = await startOf(context, from);
  if (!start) return;
  const trails = [await trailAt(context, [start.commit], start, imagePath)];
  const told = new Set<string>();
  for (let trail = trails.shift(); trail; trail = trails.shift())
    for await (const logged of logOf(context, trail.starts, await namesOf(context, trail), signal)) {
      if (told.has(logged.commit)) continue;
      told.add(logged.commit);
      const { step, earlier } = await stepAt(context, trail, logged, signal);
      if (earlier) trails.push(earlier);
      if (step.befores.every((before) => !sameLabels(before, step.entry.after))) yield step;
    }
}

async function startOf(
  context: VersionsContext,
  from: Revision | undefined,
): Promise<CommitRevision | undefined> {
  const revision = from?.kind === 'commit' || from?.kind === 'empty' ? from : await context.resolve('HEAD');
  return revision.kind === 'commit' ? revision : undefined;
}

async function trailAt(
  context: VersionsContext,
  starts: readonly string[],
  at: CommitRevision,
  imagePath: string,
): Promise<Trail> {
  const { sets } = await context.view(at);
  return { starts, imagePath, location: await sets.sidecars.locate(imagePath) };
}

/** The file with the labels, and the one with their classes: its changes are theirs. */
async function namesOf(context: VersionsContext, { location }: Trail): Promise<readonly string[]> {
  const { classesPath = location.path } = location.store ?? {};
  return Promise.all([...new Set([location.path, classesPath])].map((path) => context.nameOf(path)));
}

async function stepAt(
  context: VersionsContext,
  trail: Trail,
  logged: LoggedCommit,
  signal: AbortSignal | undefined,
): Promise<{ readonly step: Step; readonly earlier?: Trail }> {
  const { parents, changes: _, ...facts } = logged;
  const own = await labelsIn(context, logged.commit, trail.imagePath, []);
  const befores: (LabelsAt | undefined)[] = [];
  let earlier: Trail | undefined;
  for (const parent of parents) {
    const there = await labelsIn(context, parent, trail.imagePath, own.known);
    if (there.labels || !own.labels) {
      befores.push(there.labels);
      continue;
    }
    const renamed = await earlierName(context, trail, parent, logged.commit, signal);
    if (renamed) earlier = renamed;
    befores.push(renamed && (await labelsIn(context, parent, renamed.imagePath, own.known)).labels);
  }
  const isBoundary = parents.length === 0 && (await context.isShallowAt(logged.commit));
  const entry: HistoryEntry = {
    ...{ ...facts, parents, imagePath: trail.imagePath },
    ...{ before: befores[0], after: own.labels },
    ...(isBoundary && { isBoundary }),
  };
  return {
    step: { entry, befores: parents.length === 0 ? [undefined] : befores },
    ...(earlier && { earlier }),
  };
}

async function labelsIn(
  context: VersionsContext,
  commit: string,
  imagePath: string,
  known: readonly KnownRow[],
): Promise<{ readonly labels: LabelsAt | undefined; readonly known: readonly KnownRow[] }> {
  const view = await context.view({ kind: 'commit', commit, name: commit });
  return readLabels(view, imagePath, known);
}

/** What the image was called in the parent, if it or its label file was renamed. */
async function earlierName(
  context: VersionsContext,
  trail: Trail,
  parent: string,
  commit: string,
  signal: AbortSignal | undefined,
): Promise<Trail | undefined> {
  const names = await renamesIn(context, parent, commit, signal);
  const at: CommitRevision = { kind: 'commit', commit: parent, name: parent };
  const { sets } = await context.view(at);
  const image = names.get(await context.nameOf(trail.imagePath));
  const label = names.get(await context.nameOf(trail.location.path));
  const candidates = [
    ...(image === undefined ? [] : [context.pathOf(image)]),
    ...(label === undefined ? [] : [await sets.sidecars.imageOf(context.pathOf(label))]),
  ];
  for (const imagePath of candidates) {
    const location = await sets.sidecars.locate(imagePath);
    if (location.exists) return { starts: [parent], imagePath, location };
  }
  return undefined;
}
