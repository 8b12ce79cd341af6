import * as vscode from 'vscode';
import type { Branches } from '../../engine/versioning/branches/branches';
import { GitError } from '../../engine/versioning/gitError';
import type { CommandServices } from '../commands/services';
import type { Proposal } from './proposal';
import { inProgress } from './repository';

/** The part of the built-in Git extension's interface (version 1) that pushes: it can ask the user to sign in. */
interface GitApi {
  readonly repositories: readonly {
    readonly rootUri: vscode.Uri;
    push(remote?: string, branch?: string, setUpstream?: boolean): Promise<void>;
  }[];
}

/**
 * Pushes, with a way on where the remote has more or wants to know who is there; true when the branch is there now.
 * Our own git asks nobody anything, so it never hangs and can be ended; VS Code's, which can ask for a password, is
 * only called when it is needed and wanted.
 */
export async function pushBranch(
  services: CommandServices,
  branches: Branches,
  proposal: Proposal,
): Promise<boolean> {
  const { root, branch, remote } = proposal;
  try {
    const title = vscode.l10n.t('Pushing {0} to {1}', branch, remote.name);
    await inProgress(title, (signal, onLine) => branches.push(root, remote.name, branch, { signal, onLine }));
    services.log.info(`${root}: pushed ${branch} to ${remote.name}`);
    return true;
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (error.kind === 'rejected') return fetchAndMerge(services, branches, proposal, error);
    if (error.kind === 'unauthorised') return signIn(services, proposal, error);
    throw error;
  }
}

/** Never forces: what others pushed stays. */
async function fetchAndMerge(
  services: CommandServices,
  branches: Branches,
  proposal: Proposal,
  { message }: GitError,
): Promise<boolean> {
  const { root, branch, remote } = proposal;
  const merge = vscode.l10n.t('Fetch, Merge and Push');
  const detail = vscode.l10n.t(
    'Merging makes a commit on {0}. Where both sides changed the same, it stops and shows the conflicts; "git merge --abort" takes it back.',
    branch,
  );
  if ((await vscode.window.showWarningMessage(message, { modal: true, detail }, merge)) !== merge)
    return false;
  const title = vscode.l10n.t('Fetching {0} from {1}', branch, remote.name);
  await inProgress(title, (signal, onLine) => branches.fetch(root, remote.name, branch, { signal, onLine }));
  const { conflicts } = await branches.mergeFetched(root);
  if (conflicts === 0) return pushBranch(services, branches, proposal);
  const stopped =
    conflicts === 1
      ? vscode.l10n.t('The merge stopped at 1 file in conflict.')
      : vscode.l10n.t('The merge stopped at {0} files in conflict.', conflicts);
  const text = vscode.l10n.t(
    '{0} Open their images, resolve, save and commit; then propose again. To take the merge back: git merge --abort',
    stopped,
  );
  void vscode.window.showWarningMessage(text);
  return false;
}

async function signIn(
  { log }: CommandServices,
  { root, branch, remote }: Proposal,
  error: GitError,
): Promise<boolean> {
  const repository = (await gitApi())?.repositories.find(({ rootUri }) => rootUri.fsPath === root);
  const push = vscode.l10n.t('Sign In and Push');
  log.error(error.output);
  const answer = await vscode.window.showErrorMessage(error.message, ...(repository ? [push] : []));
  if (answer !== push || !repository) return false;
  await repository.push(remote.name, branch, true);
  return true;
}

async function gitApi(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<{ getAPI(version: 1): GitApi }>('vscode.git');
  try {
    return extension && (extension.isActive ? extension.exports : await extension.activate()).getAPI(1);
  } catch {
    return undefined;
  }
}
