import * as vscode from 'vscode';
import { branchName } from '../../engine/versioning/branches/branchName';
import {
  openBranches,
  type Branches,
  type BranchState,
  type DefaultBranch,
} from '../../engine/versioning/branches/branches';
import { openGit } from '../../engine/versioning/git';
import type { CommandServices } from '../commands/services';
import { settings } from '../settings';
import { repositoryOf, withGit } from './repository';

/** Asks for a topic and a place to start from, makes the branch and switches to it. Nothing uncommitted is lost. */
export function startLabellingBranch(services: CommandServices): Promise<void> {
  return withGit(services, async () => {
    const root = await repositoryOf(services);
    if (root === undefined || !(await isFree(root))) return;
    await Promise.all(services.editors.documents.map((document) => document.settle()));
    const branches = openBranches({ program: settings.gitPath() });
    const state = await branches.state(root);
    const from = await startingPoint(branches, root, state);
    const name = from === undefined ? undefined : await askName(branches, root, state);
    if (from === undefined || name === undefined) return;
    await branches.start(root, name, from);
    services.log.info(`${root}: switched to the new branch ${name}, from ${from}`);
    await say(name, state);
  });
}

/** Git does not switch in the middle of something. */
async function isFree(root: string): Promise<boolean> {
  const { operation } = await openGit({ program: settings.gitPath() }).state(root);
  if (operation === undefined || operation === 'bisect') return true;
  const text = vscode.l10n.t('A {0} is under way: finish or abort it first, then start a branch.', operation);
  void vscode.window.showWarningMessage(text);
  return false;
}

/** From where one is, or from the branch that others start from; asked only where these differ. */
async function startingPoint(
  branches: Branches,
  root: string,
  { branch, hasCommits, remotes, upstream }: BranchState,
): Promise<string | undefined> {
  const remote = upstream?.remote ?? remotes[0]?.name;
  const usual = hasCommits ? await branches.defaultBranch(root, remote) : undefined;
  if (!usual || usual.revision === branch) return 'HEAD';
  const picked = await vscode.window.showQuickPick(choices(branch, usual), {
    title: vscode.l10n.t('Start Labelling Branch: From Where?'),
    placeHolder: vscode.l10n.t('Changes that are not committed come along in either case.'),
    ignoreFocusOut: true,
  });
  return picked?.from;
}

function choices(
  branch: string | undefined,
  { revision }: DefaultBranch,
): (vscode.QuickPickItem & { readonly from: string })[] {
  const here = branch ?? vscode.l10n.t('the commit that is checked out');
  return [
    {
      label: vscode.l10n.t('From {0}', revision),
      description: vscode.l10n.t('as it was fetched last: what others start from'),
      from: revision,
    },
    { label: vscode.l10n.t('From {0}', here), description: vscode.l10n.t('where you are'), from: 'HEAD' },
  ];
}

function askName(
  branches: Branches,
  root: string,
  { userName, uncommitted }: BranchState,
): Thenable<string | undefined> {
  const proposed = branchName(userName, vscode.l10n.t('topic'));
  const comesAlong =
    uncommitted === 0
      ? vscode.l10n.t('Everything is committed.')
      : uncommitted === 1
        ? vscode.l10n.t('1 file with changes that are not committed comes along.')
        : vscode.l10n.t('{0} files with changes that are not committed come along.', uncommitted);
  return vscode.window
    .showInputBox({
      title: vscode.l10n.t('Start Labelling Branch'),
      prompt: vscode.l10n.t('Name of the branch. {0}', comesAlong),
      value: proposed,
      valueSelection: [proposed.lastIndexOf('-') + 1, proposed.length],
      ignoreFocusOut: true,
      validateInput: (name) => branches.refusedName(root, name.trim()),
    })
    .then((name) => name?.trim());
}

async function say(name: string, { uncommitted }: BranchState): Promise<void> {
  const here = vscode.l10n.t('You are on {0} now.', name);
  const along =
    uncommitted === 1
      ? vscode.l10n.t('1 uncommitted file came along.')
      : vscode.l10n.t('{0} uncommitted files came along.', uncommitted);
  const text = uncommitted === 0 ? here : `${here} ${along}`;
  void vscode.window.showInformationMessage(text);
}
