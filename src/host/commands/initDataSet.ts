import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { schemaTemplate } from '../../core/schema/template';
import { SCHEMA_NAMES } from '../../engine/dataset/schemaFile';
import { errorCode, fileError } from '../../engine/fileError';
import { takeOver } from '../takeOver';
import type { CommandServices } from './services';

/** Writes a commented `relabel.yaml` and lets the folder's images open in Relabel. */
export async function initDataSet(services: CommandServices, uri?: vscode.Uri): Promise<void> {
  const folder = uri ?? (await pickFolder());
  if (!folder) return;
  const existing = await existingFile(folder);
  const path = existing ?? (await writeNew(folder));
  if (path === undefined) return;
  services.dataSets().forget();
  services.lists.forget();
  for (const document of services.editors.documents) await document.reloadSchema();
  await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: false });
  await offerTakeOver(folder, existing !== undefined);
}

async function pickFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 1) return folders[0]?.uri;
  return (await vscode.window.showWorkspaceFolderPick())?.uri;
}

async function existingFile(folder: vscode.Uri): Promise<string | undefined> {
  for (const name of SCHEMA_NAMES) {
    const path = vscode.Uri.joinPath(folder, name);
    const found = await Promise.resolve(vscode.workspace.fs.stat(path)).catch(() => undefined);
    if (found) return path.fsPath;
  }
  return undefined;
}

/** Undefined when the user left one of the questions. */
async function writeNew(folder: vscode.Uri): Promise<string | undefined> {
  const title = vscode.l10n.t('Initialize Data Set');
  const name = await vscode.window.showInputBox({
    title: `${title} (1/2)`,
    prompt: vscode.l10n.t('Name of the data set'),
    value: basename(folder.fsPath),
    ignoreFocusOut: true,
  });
  if (name === undefined) return undefined;
  const classes = await vscode.window.showInputBox({
    title: `${title} (2/2)`,
    prompt: vscode.l10n.t('Classes, with commas between them. Leave it empty to add them while labelling.'),
    placeHolder: 'car, person, bicycle',
    ignoreFocusOut: true,
  });
  if (classes === undefined) return undefined;
  const path = join(folder.fsPath, SCHEMA_NAMES[0]);
  await writeOnce(
    path,
    schemaTemplate({ name: name.trim() || basename(folder.fsPath), classes: split(classes) }),
  );
  return path;
}

function split(classes: string): string[] {
  const names = classes.split(',').map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}

async function writeOnce(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw fileError('Could not write', path, error);
  }
}

/** With a fresh data set this is what was asked for; with an old one it is a question. */
async function offerTakeOver(folder: vscode.Uri, existed: boolean): Promise<void> {
  if (existed) {
    const yes = vscode.l10n.t('Open Images in Relabel');
    const text = vscode.l10n.t(
      '{0} has a relabel.yaml already; it was left as it is. Should its images open in Relabel by a click?',
      basename(folder.fsPath),
    );
    if ((await vscode.window.showInformationMessage(text, yes)) !== yes) return;
  }
  const pattern = await takeOver(folder);
  if (pattern === undefined || existed) return;
  const text = vscode.l10n.t(
    'Images in {0} now open in Relabel by a click (workbench.editorAssociations of this workspace).',
    basename(folder.fsPath),
  );
  void vscode.window.showInformationMessage(text);
}
