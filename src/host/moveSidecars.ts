import * as vscode from 'vscode';
import { isImageName } from '../core/dataset/imageNames';
import type { DataSets } from '../engine/dataset/dataSets';
import { messageOf, type Log } from './log';
import { sidecarMoves, type FileMove } from './sidecarMoves';

/** Takes the labels along when images are renamed or moved in VS Code, as one step with it; nothing is overwritten. */
export function moveSidecars(dataSets: () => DataSets, log: Log): vscode.Disposable {
  return vscode.workspace.onWillRenameFiles((event) => {
    const files = event.files
      .filter(({ oldUri, newUri }) => oldUri.scheme === 'file' && newUri.scheme === 'file')
      .map(({ oldUri, newUri }) => ({ from: oldUri.fsPath, to: newUri.fsPath }));
    if (files.some(({ from }) => isImageName(from))) event.waitUntil(editFor(files, dataSets(), log));
  });
}

/** Never rejects: labels that cannot be found must not keep an image from being renamed. */
async function editFor(
  files: readonly FileMove[],
  { sidecars }: DataSets,
  log: Log,
): Promise<vscode.WorkspaceEdit> {
  const edit = new vscode.WorkspaceEdit();
  try {
    for (const { from, to } of await sidecarMoves(files, sidecars))
      edit.renameFile(vscode.Uri.file(from), vscode.Uri.file(to), { overwrite: false, ignoreIfExists: true });
  } catch (error) {
    log.warn(`The sidecars of renamed images stay where they are: ${messageOf(error)}`);
  }
  return edit;
}
