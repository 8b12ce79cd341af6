import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { DvcError } from '../../engine/dvc/dvcError';
import { openGit } from '../../engine/versioning/git';
import { GitError } from '../../engine/versioning/gitError';
import { isAbortError } from '../../protocol/rpcError';
import type { CommandServices } from '../commands/services';
import { messageOf } from '../log';
import { settings } from '../settings';

/** The repository of the active image, else of the workspace, asked for where there are several; says why there is none. */
export async function repositoryOf({ editors }: CommandServices): Promise<string | undefined> {
  const active = editors.active?.document.path;
  const folders =
    active === undefined
      ? (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath)
      : [dirname(active)];
  const git = openGit({ program: settings.gitPath() });
  const roots = new Set<string>();
  for (const folder of folders) {
    const root = await git.rootOf(folder);
    if (root !== undefined) roots.add(root);
  }
  if (roots.size > 1) return vscode.window.showQuickPick([...roots], { title: vscode.l10n.t('Repository') });
  const [only] = roots;
  if (only === undefined)
    void vscode.window.showWarningMessage(vscode.l10n.t('These images are not in a git repository.'));
  return only;
}

/** Runs a command that works with git: only in a trusted workspace, and what fails is told, with git's words in the log. */
export async function withGit(services: CommandServices, work: () => Promise<void>): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    const text = vscode.l10n.t('Git runs only in a trusted workspace.');
    return void vscode.window.showWarningMessage(text);
  }
  try {
    await work();
  } catch (error) {
    const isKnown = error instanceof GitError || error instanceof DvcError;
    if (isAbortError(error) || (isKnown && error.kind === 'cancelled')) return;
    await tell(services, error);
  } finally {
    services.repositoryChanged();
  }
}

async function tell({ log }: CommandServices, error: unknown): Promise<void> {
  log.error(error instanceof GitError ? `${error.message}\n${error.output}` : messageOf(error));
  const openLog = vscode.l10n.t('Show Log');
  if ((await vscode.window.showErrorMessage(messageOf(error), openLog)) === openLog) log.show();
}

/** Runs what takes a while in sight of the user, who can end it. */
export function inProgress<T>(
  title: string,
  work: (signal: AbortSignal, report: (message: string) => void) => Promise<T>,
): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, cancellable: true, title };
  return vscode.window.withProgress(options, (progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    return work(controller.signal, (message) => progress.report({ message }));
  });
}
