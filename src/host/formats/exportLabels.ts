import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { ConversionResult } from '../../engine/formats/conversion';
import type { CommandServices } from '../commands/services';
import { FormatCli, type FormatFacts } from './formatCli';
import { guarded } from './guarded';
import { pickDataFolder } from './pickDataFolder';
import { pickFormat } from './pickFormat';
import { preview } from './preview';
import { savedFirst } from './savedFirst';
import { showReport } from './showReport';

const SIDECARS = 'relabel';

/** "Export Labels…": the labels of a folder in another format, as a folder, an archive or one file. */
export function exportLabels(services: CommandServices, uri?: vscode.Uri): Promise<void> {
  return guarded(services.log, async () => {
    const title = vscode.l10n.t('Export Labels');
    const folder = uri?.fsPath ?? (await pickDataFolder(title));
    if (folder === undefined) return;
    const cli = new FormatCli(services.context.extensionUri);
    const writable = (await cli.formats()).filter(({ id, isWritten }) => isWritten && id !== SIDECARS);
    const id = await pickFormat(title, [], writable);
    const format = writable.find((each) => each.id === id);
    if (!format) return;
    const options = await pickOptions(title, format);
    if (!options) return;
    const target = await pickTarget(title, folder, format);
    if (target === undefined || !(await savedFirst(services))) return;
    const force = existsSync(target) ? await mayReplace(target) : [];
    if (force) await previewAndExport(cli, target, [folder, target, '--to', format.id, ...options, ...force]);
  });
}

type Choice = vscode.QuickPickItem & { readonly args: readonly string[] };

/** Images and splits, as arguments. Undefined when the user left. */
async function pickOptions(title: string, format: FormatFacts): Promise<readonly string[] | undefined> {
  const images = await pick(
    `${title} (1/2)`,
    vscode.l10n.t('What becomes of the images?'),
    imageChoices(format),
  );
  if (!images) return undefined;
  const splits = await pick(`${title} (2/2)`, vscode.l10n.t('How are images split?'), splitChoices());
  return splits && [...images, ...splits];
}

async function pick(
  title: string,
  placeHolder: string,
  items: readonly Choice[],
): Promise<readonly string[] | undefined> {
  return (await vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true }))?.args;
}

function imageChoices({ needsImages }: FormatFacts): readonly Choice[] {
  const choices = [
    { label: vscode.l10n.t('Leave Images Where They Are'), args: ['--no-images'] },
    { label: vscode.l10n.t('Copy Images'), args: ['--copy-images'] },
    { label: vscode.l10n.t('Link Images'), detail: vscode.l10n.t('Takes no space'), args: ['--link-images'] },
  ];
  return needsImages === true ? choices.slice(1) : choices;
}

function splitChoices(): readonly Choice[] {
  const ways = [
    { label: vscode.l10n.t('80 / 10 / 10, by Class'), ratio: 'train=0.8,val=0.1,test=0.1', way: 'class' },
    { label: vscode.l10n.t('80 / 20, by Class'), ratio: 'train=0.8,val=0.2', way: 'class' },
    { label: vscode.l10n.t('80 / 20, Random'), ratio: 'train=0.8,val=0.2', way: 'random' },
  ];
  return [
    { label: vscode.l10n.t('Keep Splits as They Are'), args: [] },
    ...ways.map(({ label, ratio, way }) => ({
      label,
      description: ratio,
      args: ['--split', ratio, '--by', way],
    })),
  ];
}

async function pickTarget(
  title: string,
  folder: string,
  { id, target }: FormatFacts,
): Promise<string | undefined> {
  const name = target.kind === 'file' ? `${basename(folder)}-${target.name}` : `${basename(folder)}-${id}`;
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('{0}: a name that ends in .zip makes an archive', title),
    saveLabel: vscode.l10n.t('Export'),
    defaultUri: vscode.Uri.file(join(dirname(folder), name)),
  });
  return uri?.fsPath;
}

async function mayReplace(target: string): Promise<readonly string[] | undefined> {
  const replace = vscode.l10n.t('Replace');
  const text = vscode.l10n.t('{0} is there already. Should all of it be replaced?', target);
  const answer = await vscode.window.showWarningMessage(text, { modal: true }, replace);
  return answer === replace ? ['--force'] : undefined;
}

async function previewAndExport(cli: FormatCli, target: string, args: readonly string[]): Promise<void> {
  const planned = await cli.convert(['export', ...args, '--dry-run'], vscode.l10n.t('Looking at the labels'));
  if (!planned) return;
  const question = vscode.l10n.t(
    'Export {0} annotations of {1} images to {2}?',
    planned.balance.total.out,
    planned.balance.imagesOut,
    basename(target),
  );
  if (!(await preview(question, vscode.l10n.t('Export'), planned.text))) return;
  await tell(target, await cli.convert(['export', ...args], vscode.l10n.t('Exporting labels')));
}

async function tell(
  target: string,
  result: (ConversionResult & { readonly text: readonly string[] }) | undefined,
): Promise<void> {
  if (!result) {
    const kept = vscode.l10n.t('The export was cancelled; {0} is as it was.', basename(target));
    return void vscode.window.showWarningMessage(kept);
  }
  const { out, lost } = result.balance.total;
  const [open, report] = [vscode.l10n.t('Open'), vscode.l10n.t('Show Report')];
  if (result.notWritten !== undefined) {
    const failed = vscode.l10n.t('Nothing was exported: the counts do not agree.');
    if ((await vscode.window.showErrorMessage(failed, report)) === report) await showReport(result.text);
    return;
  }
  const text = vscode.l10n.t(
    'Exported {0} annotations to {1}; {2} were lost.',
    out,
    basename(result.target),
    lost,
  );
  const answer = await vscode.window.showInformationMessage(text, open, report);
  if (answer === report) await showReport(result.text);
  if (answer === open) await openTarget(vscode.Uri.file(result.target));
}

/** A file of text opens; a folder or an archive is shown where it is. */
async function openTarget(target: vscode.Uri): Promise<void> {
  const { type } = await vscode.workspace.fs.stat(target);
  const isText = type === vscode.FileType.File && !target.path.endsWith('.zip');
  if (isText) await vscode.window.showTextDocument(target);
  else
    await vscode.commands.executeCommand(
      vscode.workspace.getWorkspaceFolder(target) ? 'revealInExplorer' : 'revealFileInOS',
      target,
    );
}
