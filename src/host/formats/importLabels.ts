import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { ImportResult } from '../../engine/formats/importLabels';
import type { CommandServices } from '../commands/services';
import { FormatCli } from './formatCli';
import { guarded } from './guarded';
import { pickDataFolder } from './pickDataFolder';
import { pickFormat } from './pickFormat';
import { pickSource } from './pickSource';
import { preview } from './preview';
import { savedFirst } from './savedFirst';
import { showReport } from './showReport';

type Mode = '--merge' | '--replace' | '--skip-existing';

/** "Import Labels…": from a file, an archive or a folder into the sidecars of images below a folder. */
export function importLabels(services: CommandServices, uri?: vscode.Uri): Promise<void> {
  return guarded(services.log, async () => {
    const title = vscode.l10n.t('Import Labels');
    const isFolder = uri !== undefined && (await isFolderUri(uri));
    const source = isFolder || uri === undefined ? await pickSource(title, uri) : uri.fsPath;
    if (source === undefined) return;
    const folder = isFolder ? uri.fsPath : await pickDataFolder(title, uri);
    if (folder === undefined) return;
    const cli = new FormatCli(services.context.extensionUri);
    const [found, all] = await Promise.all([cli.find(source), cli.formats()]);
    const format = await pickFormat(vscode.l10n.t('Format of {0}', basename(source)), found, all);
    if (format === undefined) return;
    const mode = await pickMode(title);
    if (mode === undefined || !(await savedFirst(services))) return;
    await previewAndImport(services, cli, [source, folder, '--from', format, mode]);
  });
}

async function isFolderUri(uri: vscode.Uri): Promise<boolean> {
  return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) !== 0;
}

async function pickMode(title: string): Promise<Mode | undefined> {
  const items: readonly (vscode.QuickPickItem & { readonly mode: Mode })[] = [
    {
      label: vscode.l10n.t('Add to Labels That Are There'),
      detail: vscode.l10n.t('What an image has already, of the same class and shape, is not added twice'),
      mode: '--merge',
    },
    { label: vscode.l10n.t('Leave Labelled Images Alone'), mode: '--skip-existing' },
    { label: vscode.l10n.t('Replace Labels That Are There'), mode: '--replace' },
  ];
  return (await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true }))?.mode;
}

async function previewAndImport(
  services: CommandServices,
  cli: FormatCli,
  args: readonly string[],
): Promise<void> {
  const looking = vscode.l10n.t('Looking at the labels');
  const planned = await cli.import([...args, '--dry-run'], looking);
  if (!planned) return;
  const question = vscode.l10n.t(
    'Import {0} annotations into {1} images?',
    planned.annotations.added,
    planned.images.written,
  );
  if (!(await preview(question, vscode.l10n.t('Import'), planned.text))) return;
  const result = await cli.import(args, vscode.l10n.t('Importing labels'));
  await afterwards(services);
  await tell(result);
}

/** Classes, labels and lists are read again; the file watchers come later. */
async function afterwards(services: CommandServices): Promise<void> {
  services.dataSets().forget();
  services.lists.forget();
  for (const document of services.editors.documents) await document.reloadSchema();
}

async function tell(
  result: (ImportResult & { readonly text: readonly string[] }) | undefined,
): Promise<void> {
  if (!result || result.isCancelled) {
    const text = vscode.l10n.t(
      'The import was cancelled. Labels that were written stay; importing again goes on from there.',
    );
    return void vscode.window.showWarningMessage(text);
  }
  const { images, annotations } = result;
  const left = images.unmatched + images.ambiguous + images.failed;
  const counts = vscode.l10n.t(
    'Imported {0} annotations into {1} images.',
    annotations.added,
    images.written,
  );
  const text = left === 0 ? counts : `${counts} ${vscode.l10n.t('Left out: {0}.', left)}`;
  const [report, yaml] = [vscode.l10n.t('Show Report'), vscode.l10n.t('Open relabel.yaml')];
  const show = left === 0 ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  const answer = await show(text, report, yaml);
  if (answer === report) await showReport(result.text);
  if (answer === yaml) await vscode.window.showTextDocument(vscode.Uri.file(result.schema.path));
}
