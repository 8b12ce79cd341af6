import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { isUndecided } from '../../core/annotation/conflict';
import { runGit } from '../../engine/versioning/branches/runGit';
import { openGit, type RepositoryState } from '../../engine/versioning/git';
import type { CommandServices } from '../commands/services';
import { settings } from '../settings';
import { inProgress, repositoryOf, withGit } from './repository';

/**
 * Saves the active image's labels and, when git waits for this file to be resolved, asks and stages it: this file and
 * nothing else. After the last one it offers to go on with the merge or rebase.
 */
export function stageResolved(services: CommandServices): Promise<void> {
  return withGit(services, async () => {
    const document = services.editors.active?.document;
    const root = document && (await repositoryOf(services));
    if (!document || root === undefined) return;
    await document.settle();
    if (isUndecided(document.doc)) {
      const text = vscode.l10n.t('Labels of this image are in conflict still: decide them first.');
      return void vscode.window.showWarningMessage(text);
    }
    if (document.labels.dirty && !(await vscode.workspace.save(document.uri))) return;
    const path = relative(root, document.labels.path).split(sep).join('/');
    const waiting = await unmerged(root);
    if (!waiting.includes(path)) {
      const text = vscode.l10n.t('Saved. Git does not wait for this file: nothing has to be staged.');
      return void vscode.window.showInformationMessage(text);
    }
    if (!(await asked(path))) return;
    await runGit(root, ['--literal-pathspecs', 'add', '--', path], { program: settings.gitPath() });
    services.log.info(`${root}: staged ${path}`);
    await goOn(root, waiting.length - 1);
  });
}

/** Paths, relative to the root, that a merge left undecided in the index. */
async function unmerged(root: string): Promise<readonly string[]> {
  const args = ['diff', '--name-only', '-z', '--diff-filter=U', '--'];
  const text = await runGit(root, args, { program: settings.gitPath() });
  return text.split('\0').filter((path) => path !== '');
}

async function asked(path: string): Promise<boolean> {
  const stage = vscode.l10n.t('Stage');
  const text = vscode.l10n.t('Tell git that {0} is resolved?', path);
  const detail = vscode.l10n.t('The file is staged as it was saved; nothing else is.');
  return (await vscode.window.showInformationMessage(text, { modal: true, detail }, stage)) === stage;
}

type Operation = NonNullable<RepositoryState['operation']>;

async function goOn(root: string, left: number): Promise<void> {
  const { operation } = await openGit({ program: settings.gitPath() }).state(root);
  if (left > 0) {
    const next = vscode.l10n.t('Open Next');
    const text =
      left === 1
        ? vscode.l10n.t('Staged. One more file is in conflict.')
        : vscode.l10n.t('Staged. {0} more files are in conflict.', left);
    if ((await vscode.window.showInformationMessage(text, next)) === next)
      await vscode.commands.executeCommand('relabel.nextConflictImage');
    return;
  }
  if (operation === undefined || operation === 'bisect')
    return void vscode.window.showInformationMessage(vscode.l10n.t('Staged.'));
  const finish = vscode.l10n.t('Continue the {0}', operation);
  const text = vscode.l10n.t(
    'Staged: nothing is in conflict any more. Continue with: git {0} --continue',
    operation,
  );
  if ((await vscode.window.showInformationMessage(text, finish)) === finish) await finishIt(root, operation);
}

/** With git's own message, hooks included; what stops it is told. */
async function finishIt(root: string, operation: Operation): Promise<void> {
  const title = vscode.l10n.t('Continuing the {0}', operation);
  await inProgress(title, (signal) =>
    runGit(root, [operation, '--continue'], { program: settings.gitPath(), signal }),
  );
  void vscode.window.showInformationMessage(vscode.l10n.t('The {0} went on.', operation));
}
