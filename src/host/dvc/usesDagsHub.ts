import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { ancestors } from '../../engine/dataset/findUp';
import { settings } from '../settings';

/** Shows what concerns DagsHub where a remote of git or DVC names it: two small files are read, nothing is run. */
export async function tellDagsHub(): Promise<void> {
  const host = settings.dagshubHost().replace(/^https?:\/\//, '');
  const folders = (vscode.workspace.workspaceFolders ?? []).flatMap(({ uri }) => ancestors(uri.fsPath));
  const files = folders.flatMap((folder) => [join(folder, '.git', 'config'), join(folder, '.dvc', 'config')]);
  const texts = await Promise.all(files.map((path) => readFile(path, 'utf8').catch(() => '')));
  const isUsed = texts.some((text) => text.toLowerCase().includes(host.toLowerCase()));
  await vscode.commands.executeCommand('setContext', 'relabel.usesDagsHub', isUsed);
}
