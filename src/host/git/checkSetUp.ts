import * as vscode from 'vscode';
import { loadPart } from '../../engine/loadPart';
import { messageOf, type Log } from '../log';

/** What the user waits for comes first. */
const DELAY_MS = 2000;

/**
 * Once per window: where git was set up before, its scripts follow an update of the extension; where a repository
 * names the merge driver and this clone does not know it, setting up is offered. In untrusted workspaces nothing runs.
 */
export function checkGitSetUp(context: vscode.ExtensionContext, log: Log): vscode.Disposable {
  const check = async (): Promise<void> => {
    if (!vscode.workspace.isTrusted) return;
    try {
      const { checkFolders } = await loadPart(import('./checkFolders'));
      await checkFolders(context);
    } catch (error) {
      log.warn(messageOf(error));
    }
  };
  const waiting = setTimeout(() => void check(), DELAY_MS);
  return vscode.Disposable.from(
    new vscode.Disposable(() => clearTimeout(waiting)),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void check()),
  );
}
