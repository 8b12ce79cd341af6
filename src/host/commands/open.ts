import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { CommandServices } from './services';

/** The sidecar as text, beside the image. */
export async function openSidecar({ editors }: CommandServices): Promise<void> {
  const panel = editors.active;
  if (!panel) return;
  const { path } = panel.document.labels;
  const there = await stat(path).then(
    () => true,
    () => false,
  );
  if (there) return showText(path);
  const message = vscode.l10n.t('There is no sidecar yet: it is written when you save labels.');
  panel.notice({ severity: 'info', message });
}

/** The `relabel.yaml` of the active image, or of the workspace. */
export async function openSchema({ editors, dataSets }: CommandServices): Promise<void> {
  const path = editors.active?.document.schemaFile?.path ?? (await workspaceSchema(dataSets));
  if (path !== undefined) return showText(path);
  const make = vscode.l10n.t('Initialize Data Set…');
  const text = vscode.l10n.t('There is no relabel.yaml here yet.');
  if (await vscode.window.showInformationMessage(text, make))
    await vscode.commands.executeCommand('relabel.initDataSet');
}

export function openKeyboardShortcuts(): Thenable<unknown> {
  return vscode.commands.executeCommand('workbench.action.openGlobalKeybindings', '@ext:relabel.relabel');
}

export function openWalkthrough({ context }: CommandServices): Thenable<unknown> {
  const walkthrough = `${context.extension.id}#start`;
  return vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthrough, false);
}

async function showText(path: string): Promise<void> {
  const viewColumn = vscode.ViewColumn.Beside;
  await vscode.window.showTextDocument(vscode.Uri.file(path), { viewColumn, preview: true });
}

async function workspaceSchema(dataSets: CommandServices['dataSets']): Promise<string | undefined> {
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    const file = await dataSets().schemas.nearest(uri.fsPath);
    if (file) return file.path;
  }
  const [found] = await vscode.workspace.findFiles('**/relabel.{yaml,yml}', '**/node_modules/**', 1);
  return found?.fsPath;
}
