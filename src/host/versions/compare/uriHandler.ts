import * as vscode from 'vscode';
import { bodies } from '../../commands/later';
import type { CommandServices } from '../../commands/services';
import { messageOf } from '../../log';

/** Opens `vscode://relabel.relabel/diff?…`, by which `git difftool` shows two label files. It reads and writes nothing else. */
export function registerUriHandler(services: CommandServices): vscode.Disposable {
  return vscode.window.registerUriHandler({ handleUri: (uri) => handle(services, uri) });
}

async function handle(services: CommandServices, uri: vscode.Uri): Promise<void> {
  try {
    const { showAddress } = await bodies();
    await showAddress(services, uri);
  } catch (error) {
    services.log.warn(messageOf(error));
    void vscode.window.showErrorMessage(messageOf(error));
  }
}
