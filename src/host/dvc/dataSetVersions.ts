import * as vscode from 'vscode';
import { dagsHubCommit } from '../../core/remotes/dagshub';
import { dataSetVersions, versionCounts, type DataSetVersion } from '../../engine/versioning/version/tags';
import { inProgress, repositoryOf, withGit } from '../branches/repository';
import type { CommandServices } from '../commands/services';
import { settings } from '../settings';
import { dagsHubOf } from './dagshub';

/** Older ones are listed without counts. */
const MAX_COUNTED = 30;

interface Row extends vscode.QuickPickItem {
  readonly version: DataSetVersion;
}

/** The versions of the data set: tags with their notes, how many images and labels each has, and what to do with one. */
export function showDataSetVersions(services: CommandServices): Promise<void> {
  return withGit(services, async () => {
    const root = await repositoryOf(services);
    if (root === undefined) return;
    const rows = await inProgress(vscode.l10n.t('Reading versions'), (signal) => rowsOf(root, signal));
    if (rows.length === 0) {
      const text = vscode.l10n.t('There are no versions yet: "Version Data and Labels…" makes one.');
      return void vscode.window.showInformationMessage(text);
    }
    const picked = await vscode.window.showQuickPick(rows, {
      title: vscode.l10n.t('Data Set Versions'),
      matchOnDetail: true,
      matchOnDescription: true,
    });
    if (picked) await actOn(services, root, picked.version);
  });
}

async function rowsOf(root: string, signal: AbortSignal): Promise<readonly Row[]> {
  const git = { folder: root, program: settings.gitPath() };
  const versions = await dataSetVersions(git, signal);
  const rows: Row[] = [];
  for (const version of versions) {
    const counts = rows.length < MAX_COUNTED ? await versionCounts(git, version.commit, signal) : undefined;
    const day = new Date(version.atMs).toLocaleDateString(vscode.env.language, { dateStyle: 'medium' });
    const numbers = counts
      ? [
          vscode.l10n.t('{0} images', `${counts.images}${counts.isComplete ? '' : '+'}`),
          vscode.l10n.t('{0} label files', counts.labels),
        ]
      : [];
    rows.push({
      version,
      label: version.name,
      description: [...numbers, day, version.tagger].filter((text) => text !== '').join(' · '),
      detail: version.notes.split('\n').slice(0, 3).join(' '),
    });
  }
  return rows;
}

async function actOn(
  services: CommandServices,
  root: string,
  { name, commit, notes }: DataSetVersion,
): Promise<void> {
  const hub = await dagsHubOf(root);
  const [labels, read, copy, open] = [
    vscode.l10n.t('Open Its Labels'),
    vscode.l10n.t('Read Its Notes'),
    vscode.l10n.t('Copy Its Name'),
    vscode.l10n.t('Open on DagsHub'),
  ];
  const ways = [labels, ...(notes === '' ? [] : [read]), copy, ...(hub ? [open] : [])];
  const answer = await vscode.window.showQuickPick(ways, { title: name });
  if (answer === labels) await openLabels(services, root, name, commit);
  if (answer === read) await vscode.window.showInformationMessage(name, { modal: true, detail: notes });
  if (answer === copy) await vscode.env.clipboard.writeText(name);
  if (answer === open && hub)
    await vscode.env.openExternal(vscode.Uri.parse(dagsHubCommit(hub, commit), true));
}

async function openLabels(
  { versions }: CommandServices,
  root: string,
  name: string,
  commit: string,
): Promise<void> {
  const repository = await versions.repositories.versionsOf(
    vscode.Uri.joinPath(vscode.Uri.file(root), 'x').fsPath,
  );
  await versions.asOf.show(repository, { kind: 'commit', commit, name }, name, undefined);
}
