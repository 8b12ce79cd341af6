import * as vscode from 'vscode';
import type { DataSets } from '../engine/dataset/dataSets';
import { walk } from '../engine/dataset/walk';
import { messageOf, type Log } from './log';
import { sidecarMoves, type FileMove } from './sidecarMoves';

/** Takes the labels along when images or their folders are renamed or moved in VS Code, as one step with it; nothing is overwritten. */
export function moveSidecars(dataSets: () => DataSets, log: Log): vscode.Disposable {
  return vscode.workspace.onWillRenameFiles((event) => {
    const files = event.files
      .filter(({ oldUri, newUri }) => oldUri.scheme === 'file' && newUri.scheme === 'file')
      .map(({ oldUri, newUri }) => ({ from: oldUri.fsPath, to: newUri.fsPath }));
    if (files.length > 0) event.waitUntil(editFor(files, dataSets(), log));
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
    for (const { from, to } of await sidecarMoves(files, { locate: sidecars.locate, filesBelow }))
      edit.renameFile(vscode.Uri.file(from), vscode.Uri.file(to), { overwrite: false, ignoreIfExists: true });
  } catch (error) {
    log.warn(`The sidecars of renamed images stay where they are: ${messageOf(error)}`);
  }
  return edit;
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { files } of walk(folder)) found.push(...files);
  return found;
}
