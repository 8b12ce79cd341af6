import * as vscode from 'vscode';
import { VIEW_TYPE } from '../editor/provider';
import type { CommandServices } from './services';

/** Images that navigation opened: their tabs may be closed again when one moves on. */
const visited = new Set<string>();

/** Opens an image in Relabel: the one given, or the one in the active tab. */
export async function labelThisImage(uri?: vscode.Uri): Promise<void> {
  const image = uri ?? activeUri();
  if (!image) return;
  await vscode.commands.executeCommand('vscode.openWith', image, VIEW_TYPE, vscode.ViewColumn.Active);
}

export async function goTo(services: CommandServices, step: 1 | -1): Promise<void> {
  const panel = services.editors.active;
  if (!panel) return;
  await panel.document.settle();
  const path = await services.lists.neighbour(panel.document.path, step);
  if (path !== undefined) return openInstead(panel.webviewPanel, panel.document.uri, path);
  const message =
    step > 0 ? vscode.l10n.t('This is the last image.') : vscode.l10n.t('This is the first image.');
  panel.notice({ severity: 'info', message });
}

export async function nextUnlabelled(services: CommandServices): Promise<void> {
  const panel = services.editors.active;
  if (!panel) return;
  await panel.document.settle();
  const path = await services.lists.nextUnlabelled(panel.document.path);
  if (path !== undefined) return openInstead(panel.webviewPanel, panel.document.uri, path);
  panel.notice({ severity: 'info', message: vscode.l10n.t('Every other image has labels.') });
}

/** Opens in the same group as a preview; the tab one leaves is closed if moving on had opened it and it is saved. */
export async function openInstead(from: vscode.WebviewPanel, left: vscode.Uri, path: string): Promise<void> {
  const viewColumn = from.viewColumn ?? vscode.ViewColumn.Active;
  const next = vscode.Uri.file(path);
  const before = tabOf(left, viewColumn);
  const closes = before && !before.isDirty && !before.isPinned && visited.has(left.toString());
  await vscode.commands.executeCommand('vscode.openWith', next, VIEW_TYPE, { viewColumn, preview: true });
  visited.add(next.toString());
  if (closes && vscode.window.tabGroups.all.some(({ tabs }) => tabs.includes(before)))
    await vscode.window.tabGroups.close(before, true);
}

function tabOf(uri: vscode.Uri, viewColumn: vscode.ViewColumn): vscode.Tab | undefined {
  const group = vscode.window.tabGroups.all.find((each) => each.viewColumn === viewColumn);
  return group?.tabs.find(
    ({ input }) => input instanceof vscode.TabInputCustom && input.uri.toString() === uri.toString(),
  );
}

function activeUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText
    ? input.uri
    : undefined;
}
