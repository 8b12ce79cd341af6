import { sameValue } from '../../core/annotation/document';
import { readSidecar } from '../dataset/readSidecar';
import { fileLabels } from './fileLabels';
import { inOrder } from './inOrder';
import type { LabelChange, LabelsAt } from './labelVersions';
import { labelsOf, readLabels, sidecarLabels } from './readLabels';
import type { Revision } from './revision';
import { sameLabels } from './sameLabels';
import type { OnlySidecar, Sides, TouchedImage } from './sides';
import { touchedImages } from './touchedImages';
import type { RevisionView, VersionsContext } from './versionsContext';

export interface ChangesOptions {
  /** Absolute, files or folders: of labels, of images, or both. */
  readonly paths?: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** Images compared at the same time. */
const AT_ONCE = 32;

/** Images whose labels differ between two revisions; see `Versions.changesBetween`. */
export async function* changesBetween(
  context: VersionsContext,
  from: Revision,
  to: Revision,
  { paths, signal }: ChangesOptions = {},
): AsyncGenerator<LabelChange> {
  if (sameValue(from, to)) return;
  const places = paths && (await Promise.all(paths.map((path) => context.ownPlaceOf(path))));
  const [before, after] = await Promise.all([context.view(from), context.view(to)]);
  const sides = { from, to, before, after };
  if (from.kind === 'file' || to.kind === 'file') return yield* comparedFiles(sides, places ?? []);
  const images = await touchedImages(context, sides, places, signal);
  yield* inOrder(images, AT_ONCE, (image) => compared(context, sides, image), signal);
}

async function compared(
  context: VersionsContext,
  { before, after }: Sides,
  { only, imagePath, fromImagePath }: TouchedImage,
): Promise<LabelChange | undefined> {
  if (imagePath.includes(UNKNOWN_LETTER) && !(before.tree && after.tree)) return unnamed(imagePath);
  const [old, now] = only
    ? await comparedOnly(context, before, after, only)
    : await comparedWhole(before, after, imagePath, fromImagePath);
  if (fromImagePath === undefined && sameLabels(old, now) && (await isSameFile(before, after, old)))
    return undefined;
  return { imagePath, ...(fromImagePath !== undefined && { fromImagePath }), before: old, after: now };
}

/** What stands for bytes of a name that are not UTF-8: git tells such files apart, but nobody here can open them. */
const UNKNOWN_LETTER = '\uFFFD';

function unnamed(imagePath: string): LabelChange {
  const reason = 'Its name is not valid UTF-8, so the file on disk cannot be opened: rename it.';
  const labels = { kind: 'unreadable', path: imagePath, reason } as const;
  return { imagePath, before: labels, after: labels };
}

/** Labels that cannot be read for the same reason need not be the same. */
async function isSameFile(
  before: RevisionView,
  after: RevisionView,
  labels: LabelsAt | undefined,
): Promise<boolean> {
  if (labels?.kind !== 'unreadable') return true;
  const [old, now] = await Promise.all(
    [before, after].map(({ files }) => files.readBytes(labels.path).catch(() => undefined)),
  );
  return !old || !now || old.equals(now);
}

async function comparedWhole(
  before: RevisionView,
  after: RevisionView,
  imagePath: string,
  fromImagePath = imagePath,
): Promise<readonly [LabelsAt | undefined, LabelsAt | undefined]> {
  const old = await readLabels(before, fromImagePath);
  return [old.labels, (await readLabels(after, imagePath, old.known)).labels];
}

function comparedOnly(
  context: VersionsContext,
  before: RevisionView,
  after: RevisionView,
  only: OnlySidecar,
): Promise<readonly [LabelsAt | undefined, LabelsAt | undefined]> {
  const side = async (view: RevisionView, id: string | undefined): Promise<LabelsAt | undefined> => {
    if (id === undefined) return labelsOf(await readSidecar(only.path, view.files));
    const read = await context.textOfBlob(id, only.path);
    if ('text' in read) return sidecarLabels(only.path, read.text);
    return { kind: 'unreadable', path: only.path, reason: read.reason };
  };
  return Promise.all([side(before, only.before), side(after, only.after)]);
}

/** A file beside a file, or beside the labels of an image. */
async function* comparedFiles(
  { from, to, before, after }: Sides,
  [imagePath]: readonly string[],
): AsyncGenerator<LabelChange> {
  const path = imagePath ?? (to.kind === 'file' ? to.path : from.kind === 'file' ? from.path : '');
  const side = async (revision: Revision, view: RevisionView): Promise<LabelsAt | undefined> =>
    revision.kind === 'file' ? fileLabels(revision.path, path, view) : (await readLabels(view, path)).labels;
  const change = { imagePath: path, before: await side(from, before), after: await side(to, after) };
  if (!sameLabels(change.before, change.after)) yield change;
}
