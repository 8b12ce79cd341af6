import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { runtimeOf } from '../../engine/versioning/driver/ownRuntime';
import { driverRepository, type DriverRepository } from '../../engine/versioning/driver/repository';
import {
  carryOut,
  isDone,
  planLines,
  planSetUp,
  undoSetUp,
  type SetUpPlan,
} from '../../engine/versioning/driver/setUpGit';
import type { CommandServices } from '../commands/services';
import { messageOf } from '../log';

/** "Relabel: Set Up Git": says what it will write, and lets git merge and show labels in a repository. */
export async function setUpGit(services: CommandServices, uri?: vscode.Uri): Promise<void> {
  if (!vscode.workspace.isTrusted) return;
  const folder = uri?.scheme === 'file' ? uri.fsPath : await askFolder();
  if (folder === undefined) return;
  try {
    const repository = await driverRepository(folder);
    if (typeof repository === 'string') return void vscode.window.showWarningMessage(repository);
    await setUp(services, repository);
  } catch (error) {
    services.log.warn(messageOf(error));
    void vscode.window.showErrorMessage(messageOf(error));
  }
}

async function askFolder(): Promise<string | undefined> {
  const folders = vscode.workspace.workspaceFolders?.filter(({ uri }) => uri.scheme === 'file') ?? [];
  if (folders.length < 2) return folders[0]?.uri.fsPath;
  const placeHolder = vscode.l10n.t('In which folder shall git merge labels?');
  return (await vscode.window.showWorkspaceFolderPick({ placeHolder }))?.uri.fsPath;
}

async function setUp(services: CommandServices, repository: DriverRepository): Promise<void> {
  const { context, log, repositoryChanged } = services;
  const plan = await planSetUp(repository, runtimeOf(join(context.extensionPath, 'out'), existsSync));
  if (isDone(plan)) return offerUndo(services, repository);
  if (!(await agrees(repository, plan))) return;
  await carryOut(repository, plan);
  for (const line of planLines(plan)) log.info(line);
  repositoryChanged();
  void vscode.window.showInformationMessage(
    plan.attributes
      ? vscode.l10n.t(
          'Git now merges labels instance by instance in {0}. Commit .gitattributes, so that every clone knows; each clone runs this command once.',
          repository.root,
        )
      : vscode.l10n.t('Git now merges labels instance by instance in {0}.', repository.root),
  );
}

async function agrees({ root }: DriverRepository, plan: SetUpPlan): Promise<boolean> {
  const detail = vscode.l10n.t(
    'This is written; nothing is committed, and this command, run again, offers to take it away:\n\n{0}',
    planLines(plan).join('\n'),
  );
  const yes = vscode.l10n.t('Set Up');
  const question = vscode.l10n.t('Let git merge labels instance by instance in {0}?', root);
  return (await vscode.window.showInformationMessage(question, { modal: true, detail }, yes)) === yes;
}

/** Nothing is to be written: says so, and takes what was written away when the user wants that. */
async function offerUndo(
  { log, repositoryChanged }: CommandServices,
  repository: DriverRepository,
): Promise<void> {
  const { root } = repository;
  const undo = vscode.l10n.t('Undo Set-Up…');
  const text = vscode.l10n.t('Git merges and shows labels in {0}.', root);
  if ((await vscode.window.showInformationMessage(text, undo)) !== undo) return;
  const yes = vscode.l10n.t('Undo Set-Up');
  const question = vscode.l10n.t('Shall git merge labels in {0} as plain text again?', root);
  const detail = vscode.l10n.t(
    'What setting up wrote into .gitattributes, the configuration of this clone and its .git folder is taken away; nothing is committed.',
  );
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes) return;
  for (const line of await undoSetUp(repository)) log.info(`taken away: ${line}`);
  repositoryChanged();
  void vscode.window.showInformationMessage(
    vscode.l10n.t('Git merges labels in {0} as plain text again.', root),
  );
}
