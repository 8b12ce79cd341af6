import { byId, sameValue } from '../../core/annotation/document';
import type { KnownRow } from '../../core/formats/inPlace/adoptIds';
import { docOf, type HistoryEntry, type LabelsAt } from './labelVersions';
import type { LoggedCommit } from './logOf';
import { readLabels, type LabelsRead } from './readLabels';
import { sameLabels } from './sameLabels';
import type { SidecarBlob, SidecarBlobs } from './sidecarBlobs';
import { earlierTrail, revisionOf, type Trail } from './trail';
import type { VersionsContext } from './versionsContext';

/** A commit and the labels on both sides of it. */
export interface Step {
  /** It, and not only one of its parents, changed the labels; or one annotation. */
  isChange(instance?: string): boolean;
  entry(): HistoryEntry;
  /** Where labels that it added come from. */
  readonly earlier?: Trail;
  /** Rows of the version before, in formats without ids: by them the next older version keeps the ids. */
  readonly known?: readonly KnownRow[];
}

/** What one commit did to the labels that a trail follows. */
export async function stepAt(
  context: VersionsContext,
  trail: Trail,
  logged: LoggedCommit,
  blobs: SidecarBlobs,
  known: readonly KnownRow[],
  signal?: AbortSignal,
): Promise<Step> {
  const quick = await quickSides(context, trail, logged, blobs);
  if (quick) return quickStep(trail, logged, quick);
  return fullStep(context, trail, logged, known, signal);
}

interface QuickSides {
  readonly befores: readonly SidecarBlob[];
  readonly after: SidecarBlob;
}

/** Of a sidecar that was there before and is there now; undefined for anything else. */
async function quickSides(
  context: VersionsContext,
  { location }: Trail,
  { changes, parents }: LoggedCommit,
  blobs: SidecarBlobs,
): Promise<QuickSides | undefined> {
  const [change, other] = changes;
  if (location.store || location.blocked || !change || other || !change.isPlain) return undefined;
  const { before, after } = change;
  if (after === undefined || before.length !== parents.length) return undefined;
  const path = context.pathOf(change.path);
  const ids = before.filter((id) => id !== undefined);
  if (path !== location.path || ids.length !== before.length) return undefined;
  const [now, ...befores] = await Promise.all([after, ...ids].map((id) => blobs.get(id, path)));
  return now && { after: now, befores };
}

function quickStep(trail: Trail, logged: LoggedCommit, { befores, after }: QuickSides): Step {
  const isSame = (before: SidecarBlob, id: string | undefined): boolean => {
    if (before.id === after.id) return true;
    const line = id === undefined ? undefined : after.lineOf(id);
    if (id !== undefined && line !== undefined && line === before.lineOf(id)) return true;
    return isUnchanged(before.labels(), after.labels(), id);
  };
  return {
    isChange: (instance) => befores.every((before) => !isSame(before, instance)),
    entry: () => entryOf(trail, logged, befores[0]?.labels(), after.labels()),
  };
}

/** Through all the files of both sides: for labels that came, went, moved, or need other files to be understood. */
async function fullStep(
  context: VersionsContext,
  trail: Trail,
  logged: LoggedCommit,
  known: readonly KnownRow[],
  signal: AbortSignal | undefined,
): Promise<Step> {
  const own = await labelsIn(context, logged.commit, trail.imagePath, known);
  let older = own.known;
  const befores: (LabelsAt | undefined)[] = [];
  let earlier: Trail | undefined;
  for (const parent of logged.parents) {
    const from = own.labels && (await earlierTrail(context, trail, parent, logged.commit, signal));
    earlier ??= from;
    const name = from?.imagePath ?? trail.imagePath;
    const read = await labelsIn(context, parent, name, own.known);
    if (befores.length === 0 && read.labels) older = read.known;
    befores.push(read.labels);
  }
  if (befores.length === 0) befores.push(undefined);
  const isBoundary = logged.parents.length === 0 && (await context.isShallowAt(logged.commit));
  return {
    isChange: (instance) => befores.every((before) => !isUnchanged(before, own.labels, instance)),
    entry: () => ({
      ...entryOf(trail, logged, befores[0], own.labels),
      ...(isBoundary && { isBoundary }),
    }),
    ...(earlier && { earlier }),
    known: older,
  };
}

function isUnchanged(
  before: LabelsAt | undefined,
  after: LabelsAt | undefined,
  instance: string | undefined,
): boolean {
  if (instance === undefined) return sameLabels(before, after);
  const [old, now] = [docOf(before), docOf(after)];
  return sameValue(old && byId(old).get(instance), now && byId(now).get(instance));
}

function entryOf(
  { imagePath }: Trail,
  { changes: _, ...facts }: LoggedCommit,
  before: LabelsAt | undefined,
  after: LabelsAt | undefined,
): HistoryEntry {
  return { ...facts, imagePath, before, after };
}

async function labelsIn(
  context: VersionsContext,
  commit: string,
  imagePath: string,
  known: readonly KnownRow[],
): Promise<LabelsRead> {
  return readLabels(await context.view(revisionOf(commit)), imagePath, known);
}
