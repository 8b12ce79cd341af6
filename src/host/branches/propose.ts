import * as vscode from 'vscode';
import { withoutSecrets } from '../../core/remotes/remoteUrl';
import { isSidecar } from '../../engine/dataset/sidecars';
import {
  openBranches,
  type Branches,
  type BranchState,
  type Remote,
} from '../../engine/versioning/branches/branches';
import { openGit } from '../../engine/versioning/git';
import type { CommandServices } from '../commands/services';
import { settings } from '../settings';
import { openComparePage } from './comparePage';
import type { Proposal } from './proposal';
import { pushBranch } from './pushBranch';
import { repositoryOf, withGit } from './repository';
import { startLabellingBranch } from './startBranch';

/** Pushes the branch and opens the page on which it is proposed. Label changes are offered to be committed first. */
export function proposeLabels(services: CommandServices): Promise<void> {
  return withGit(services, async () => {
    const root = await repositoryOf(services);
    if (root === undefined) return;
    const branches = openBranches({ program: settings.gitPath() });
    if (!(await committedFirst(services, root))) return;
    const state = await branches.state(root);
    const proposal = await prepare(services, branches, root, state);
    if (!proposal || !(await confirm(branches, proposal))) return;
    if (await pushBranch(services, branches, proposal)) await openComparePage(services, proposal);
  });
}

/** Label changes that are not committed would not be part of it. False when the user wants to stop here. */
async function committedFirst({ editors }: CommandServices, root: string): Promise<boolean> {
  const git = openGit({ program: settings.gitPath() });
  await Promise.all(editors.documents.map((document) => document.settle()));
  const changed = (await git.changed(root, ['**/*.labels.json'])).filter(({ path }) => isSidecar(path));
  const unsaved = editors.documents.filter(({ labels }) => labels.dirty);
  if (changed.length === 0 && unsaved.length === 0) return true;
  const commit = vscode.l10n.t('Commit Labels…');
  const without = vscode.l10n.t('Propose Without Them');
  const count = Math.max(changed.length, unsaved.length);
  const text =
    count === 1
      ? vscode.l10n.t(
          '1 label file has changes that are not committed: they would not be part of the proposal.',
        )
      : vscode.l10n.t(
          '{0} label files have changes that are not committed: they would not be part of the proposal.',
          count,
        );
  const answer = await vscode.window.showWarningMessage(text, { modal: true }, commit, without);
  if (answer === without) return true;
  if (answer !== commit) return false;
  await vscode.commands.executeCommand('relabel.commitLabels');
  return (await git.changed(root, ['**/*.labels.json'])).length === 0;
}

/** What has to be there for a proposal; what is missing is said, with what to do. */
async function prepare(
  services: CommandServices,
  branches: Branches,
  root: string,
  state: BranchState,
): Promise<Proposal | undefined> {
  const { branch, remotes } = state;
  if (branch === undefined || !state.hasCommits) return offerBranch(services, state);
  if (remotes.length === 0) return noRemote();
  const remote = await pickRemote(state);
  if (!remote) return undefined;
  const base = await branches.defaultBranch(root, remote.name);
  if (base?.name === branch) return offerBranch(services, state, branch);
  return { root, branch, remote, base };
}

async function offerBranch(
  services: CommandServices,
  { hasCommits }: BranchState,
  usual?: string,
): Promise<undefined> {
  const start = vscode.l10n.t('Start Labelling Branch…');
  const text = !hasCommits
    ? vscode.l10n.t('Nothing is committed yet: commit labels first, then propose them.')
    : usual === undefined
      ? vscode.l10n.t('No branch is checked out (detached HEAD): start one, then propose it.')
      : vscode.l10n.t('{0} is the branch that others start from: propose from one of your own.', usual);
  const answer = await vscode.window.showWarningMessage(text, ...(hasCommits ? [start] : []));
  if (answer === start) await startLabellingBranch(services);
}

async function noRemote(): Promise<undefined> {
  const add = vscode.l10n.t('Add Remote…');
  const text = vscode.l10n.t(
    'This repository has no remote to propose to. Add one: git remote add origin URL',
  );
  if ((await vscode.window.showWarningMessage(text, add)) === add)
    await vscode.commands.executeCommand('git.addRemote');
}

async function pickRemote({ remotes, upstream }: BranchState): Promise<Remote | undefined> {
  const followed = remotes.find(({ name }) => name === upstream?.remote);
  if (followed || remotes.length === 1) return followed ?? remotes[0];
  const items = remotes.map((remote) => ({
    label: remote.name,
    description: withoutSecrets(remote.url),
    remote,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Propose to Which Remote?'),
  });
  return picked?.remote;
}

/** Says what will be pushed where. */
async function confirm(branches: Branches, { root, branch, remote, base }: Proposal): Promise<boolean> {
  const counted = base && (await branches.summary(root, base.revision));
  if (counted?.commits === 0) {
    const text = vscode.l10n.t(
      '{0} has no commit that {1} has not: there is nothing to propose.',
      branch,
      base?.revision ?? '',
    );
    void vscode.window.showInformationMessage(text);
    return false;
  }
  const push = vscode.l10n.t('Push and Propose');
  const detail = [
    ...(counted && base
      ? [
          counted.commits === 1
            ? vscode.l10n.t('1 commit for {0}', base.name)
            : vscode.l10n.t('{0} commits for {1}', counted.commits, base.name),
          counted.labelFiles === 1
            ? vscode.l10n.t('1 label file, {0} others', counted.otherFiles)
            : vscode.l10n.t('{0} label files, {1} others', counted.labelFiles, counted.otherFiles),
        ]
      : []),
    vscode.l10n.t('to {0}: {1}', remote.name, withoutSecrets(remote.url)),
  ].join('\n');
  const text = vscode.l10n.t('Push {0}?', branch);
  return (await vscode.window.showInformationMessage(text, { modal: true, detail }, push)) === push;
}
