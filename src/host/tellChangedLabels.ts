import * as vscode from 'vscode';
import type { DataSets } from '../engine/dataset/dataSets';
import { holdsLabels } from './changedLabels';
import type { GitChanges } from './gitChanges';

/**
 * Menus of Source Control know nothing of a row's file: VS Code offers only provider, group and state. So what concerns
 * labels is offered while labels or images are changed at all.
 */
export function tellChangedLabels(git: GitChanges, dataSets: () => DataSets): vscode.Disposable {
  let looks = 0;
  let told = false;
  const tell = async (): Promise<void> => {
    const look = ++looks;
    const found = await holdsLabels(git.paths, (path) => dataSets().stores.isNamed(path));
    if (look !== looks || found === told) return;
    told = found;
    await vscode.commands.executeCommand('setContext', 'relabel.changedLabels', found);
  };
  return git.onChange(() => void tell());
}
