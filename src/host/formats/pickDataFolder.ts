import { dirname } from 'node:path';
import * as vscode from 'vscode';

/** The folder whose images are meant: asked only where the workspace has several. */
export async function pickDataFolder(title: string, near?: vscode.Uri): Promise<string | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const own = near && vscode.workspace.getWorkspaceFolder(near);
  if (own) return own.uri.fsPath;
  if (folders.length === 1) return folders[0]?.uri.fsPath;
  if (folders.length === 0) return near && dirname(near.fsPath);
  return (await vscode.window.showWorkspaceFolderPick({ placeHolder: title }))?.uri.fsPath;
}
