import * as vscode from 'vscode';
import { byId, type AnnotationDoc } from '../../../core/annotation/document';
import type { RestoredInstance } from '../../../core/edit/restore';
import { docOf } from '../../../engine/versioning/labelVersions';
import type { CommandServices } from '../../commands/services';
import type { DiffRestore } from '../../diff/source';
import { asOfRowOf, versionTitle } from '../asOf/asOfCommands';
import { shownVersion, subjectOf, type ShownVersion } from '../compare/compareCommands';
import { parentEnd } from '../compare/ends';
import { pickVersion } from '../compare/pickVersion';
import { commitRowOf, rowOf } from '../history/historyCommands';
import type { HistoryRow } from '../history/historyRows';
import { restoreOpen } from './restoreOpen';
import { restoreSet } from './restoreSet';

type Uri = vscode.Uri | undefined;
const t = (text: string, ...args: (string | number | boolean)[]): string => vscode.l10n.t(text, ...args);

/** An image's labels: from a row of the history or of a version, from the version shown, or from one to be picked. */
export async function restoreImageLabels(
  services: CommandServices,
  _: Uri,
  args: readonly unknown[],
): Promise<void> {
  const shown =
    listedVersion(services, args) ?? shownVersion(services, args) ?? (await picked(services, args));
  if (shown) await restore(services, shown);
}

/** One instance of a commit of the history: as the commit left it, or as it was before the commit. */
export function restoreInstanceLabels(side: 'before' | 'after') {
  return async (services: CommandServices, _: Uri, args: readonly unknown[]): Promise<void> => {
    const row = rowOf(args);
    const shown = shownVersion(services, args);
    if (row?.kind === 'instance' && row.of.kind === 'commit' && shown)
      return restore(services, instanceSide(row, row.of, side, shown), [instanceOf(row, side)]);
    await restoreSelected(services, args);
  };
}

type InstanceRow = Extract<HistoryRow, { kind: 'instance' }>;
type CommitRow = Extract<HistoryRow, { kind: 'commit' }>;

function instanceOf({ change }: InstanceRow, side: 'before' | 'after'): RestoredInstance {
  const was = change[side]?.id;
  return { is: change.id, ...(was !== undefined && { was }) };
}

function instanceSide(
  _: InstanceRow,
  { entry, older }: CommitRow,
  side: 'before' | 'after',
  shown: ShownVersion,
): ShownVersion {
  if (side === 'after') return shown;
  return { ...shown, fromImagePath: older?.imagePath ?? entry.imagePath, end: parentEnd(entry, t) };
}

/** The selected annotation, from a version that is shown or picked. */
async function restoreSelected(services: CommandServices, args: readonly unknown[]): Promise<void> {
  const { editors, versions } = services;
  const row = commitRowOf(args);
  const active = versions.asOf.active ?? editors.active;
  const id = row ? versions.history.subject?.instance : active?.viewState?.selectedId;
  if (id === undefined || id === null)
    throw new Error(t('Select the annotation that is to be restored first.'));
  const shown = shownVersion(services, args) ?? (await picked(services, args));
  if (shown) await restore(services, shown, [{ was: id, is: id }]);
}

function listedVersion(
  { versions: { asOf } }: CommandServices,
  args: readonly unknown[],
): ShownVersion | undefined {
  const row = asOfRowOf(args);
  if (row?.kind !== 'image' || !asOf.open) return undefined;
  const { revision, title } = asOf.open;
  return { imagePath: row.imagePath, end: { revision, title } };
}

async function picked(
  services: CommandServices,
  args: readonly unknown[],
): Promise<ShownVersion | undefined> {
  const { repository, target } = await subjectOf(services, args);
  if (target.kind !== 'image') {
    await restoreAllLabels(services, undefined, args);
    return undefined;
  }
  const end = await pickRestored(repository);
  return end && { imagePath: target.imagePath, end };
}

function pickRestored(repository: Parameters<typeof pickVersion>[0]): ReturnType<typeof pickVersion> {
  return pickVersion(repository, {
    title: t('Restore Labels'),
    placeholder: t('The version that labels are to be taken from'),
    commitsOnly: true,
  });
}

async function restore(
  services: CommandServices,
  { imagePath, fromImagePath, end }: ShownVersion,
  instances?: readonly RestoredInstance[],
): Promise<void> {
  const repository = await services.versions.repositories.versionsOf(imagePath);
  const message = await restoreOpen(services, repository, {
    imagePath,
    ...(fromImagePath !== undefined && { fromImagePath }),
    revision: end.revision,
    title: end.title,
    ...(instances && { instances }),
  });
  services.editors.ofImage(imagePath)?.notice({ severity: 'info', message });
}

/** All labels: of the listed version when called from its list, of a commit of the history, or of one to be picked. */
export async function restoreAllLabels(
  services: CommandServices,
  _: Uri,
  args: readonly unknown[],
): Promise<void> {
  const { asOf } = services.versions;
  const row = commitRowOf(args);
  const { repository, target } = await subjectOf(services, args);
  const paths = target.kind === 'many' ? [target.path] : undefined;
  const listed = args.length === 0 ? undefined : asOfRowOf(args) && asOf.open;
  const end = row ? shownVersion(services, args)?.end : (listed ?? (await pickRestored(repository)));
  if (!end) return;
  const { revision } = end;
  const title =
    revision.kind === 'commit' ? await versionTitle(services, repository.root, revision) : end.title;
  await restoreSet(services, repository, { revision, title, ...(paths && { paths }) });
}

/** What the diff's page asks for; resolves to what to tell the user. */
export async function restoreFromDiff(
  services: CommandServices,
  { imagePath, from, instances }: DiffRestore,
): Promise<string> {
  const repository = await services.versions.repositories.versionsOf(imagePath);
  const there = docOf(await repository.labelsAt(from.revision, from.imagePath ?? imagePath));
  return restoreOpen(services, repository, {
    imagePath,
    ...(from.imagePath !== undefined && { fromImagePath: from.imagePath }),
    revision: from.revision,
    title: from.title,
    ...(instances && { instances: instances.map((ref) => restoredOf(ref, there)) }),
  });
}

/** The id that the version knows says what it was; the other one what it is now. */
function restoredOf(
  { before, after }: NonNullable<DiffRestore['instances']>[number],
  there: AnnotationDoc | undefined,
): RestoredInstance {
  const ids = [before, after].filter((id) => id !== undefined);
  const was = ids.find((id) => there && byId(there).has(id));
  const is = ids.find((id) => id !== was) ?? was ?? ids[0];
  return { ...(was !== undefined && { was }), ...(is !== undefined && { is }) };
}
