import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { runtimeOf } from '../../engine/versioning/driver/ownRuntime';
import { driverRepository, type DriverRepository } from '../../engine/versioning/driver/repository';
import { lacksConfig, refreshSetUp } from '../../engine/versioning/driver/setUpGit';

/** Looks at the repository of each workspace folder: see `checkGitSetUp`. */
export async function checkFolders(context: vscode.ExtensionContext): Promise<void> {
  const seen = new Set<string>();
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    const repository = uri.scheme === 'file' ? await driverRepository(uri.fsPath) : '';
    if (typeof repository === 'string' || seen.has(repository.root)) continue;
    seen.add(repository.root);
    await refreshSetUp(repository, runtimeOf(join(context.extensionPath, 'out'), existsSync));
    if (await lacksConfig(repository)) await offer(context, repository);
  }
}

async function offer({ workspaceState }: vscode.ExtensionContext, { root }: DriverRepository): Promise<void> {
  const key = `git set-up declined in ${root}`;
  if (workspaceState.get<boolean>(key)) return;
  const message = vscode.l10n.t(
    'This repository merges labels with Relabel, and git of this clone does not know how yet: until it does, labels merge as plain text.',
  );
  const [yes, never] = [vscode.l10n.t('Set Up Git…'), vscode.l10n.t("Don't Ask Again")];
  const answer = await vscode.window.showInformationMessage(message, yes, never);
  if (answer === yes) await vscode.commands.executeCommand('relabel.setUpGit', vscode.Uri.file(root));
  if (answer === never) await workspaceState.update(key, true);
}
