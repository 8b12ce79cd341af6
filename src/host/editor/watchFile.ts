import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';

/** A git checkout or another tool writes in several steps: look once they are over. */
const SETTLE_MS = 60;

/** Calls back a moment after the file was made, changed or deleted. Its name may hold any character. */
export function watchFile(path: string, onChange: () => void): vscode.Disposable {
  const folder = vscode.Uri.file(dirname(path));
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '*'));
  let timer: NodeJS.Timeout | undefined;
  const heard = (uri: vscode.Uri): void => {
    if (basename(uri.fsPath) !== basename(path)) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, SETTLE_MS);
  };
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(heard),
    watcher.onDidCreate(heard),
    watcher.onDidDelete(heard),
    { dispose: () => clearTimeout(timer) },
  );
}
