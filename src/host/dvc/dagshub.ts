import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { remotesOf } from '../../core/dvc/dvcConfig';
import {
  dagsHubCommit,
  dagsHubExperiment,
  dagsHubFile,
  dagsHubPage,
  dagsHubRepo,
  type DagsHubRepo,
} from '../../core/remotes/dagshub';
import { dvcRepoOf } from '../../engine/dvc/dvcRepo';
import { openBranches } from '../../engine/versioning/branches/branches';
import { askGit } from '../../engine/versioning/gitProcess';
import { repositoryOf, withGit } from '../branches/repository';
import type { CommandServices } from '../commands/services';
import { settings } from '../settings';

/** The repository on DagsHub that git's or DVC's remotes lead to, `origin` first. */
export async function dagsHubOf(root: string): Promise<DagsHubRepo | undefined> {
  const { remotes } = await openBranches({ program: settings.gitPath() }).state(root);
  const repo = await dvcRepoOf(root);
  const sorted = [...remotes].sort((a, b) => Number(b.name === 'origin') - Number(a.name === 'origin'));
  const urls = [...sorted, ...(repo ? remotesOf(repo.config) : [])].map(({ url }) => url);
  return urls.map((url) => dagsHubRepo(url, settings.dagshubHost())).find((found) => found !== undefined);
}

interface Page extends vscode.QuickPickItem {
  readonly url: () => Thenable<string | undefined> | string;
}

/** Repository, commit, file and experiment as DagsHub shows them. */
export function openOnDagsHub(services: CommandServices, uri?: vscode.Uri): Promise<void> {
  return withGit(services, async () => {
    const root = await repositoryOf(services);
    if (root === undefined) return;
    const repo = await dagsHubOf(root);
    if (!repo) return noRepository();
    const pages = await pagesOf(repo, root, uri?.fsPath ?? services.editors.active?.document.path);
    const title = vscode.l10n.t('Open on DagsHub: {0}/{1}', repo.owner, repo.name);
    const picked = await vscode.window.showQuickPick(pages, { title, matchOnDescription: true });
    const url = await picked?.url();
    if (url === undefined) return;
    services.log.info(url);
    await vscode.env.openExternal(vscode.Uri.parse(url, true));
  });
}

async function noRepository(): Promise<void> {
  const text = vscode.l10n.t(
    'No remote of this repository leads to {0}. A server of your own is told by "relabel.dagshubHost".',
    settings.dagshubHost(),
  );
  await vscode.window.showInformationMessage(text);
}

async function pagesOf(repo: DagsHubRepo, root: string, path: string | undefined): Promise<readonly Page[]> {
  const git = { folder: root, program: settings.gitPath() };
  const commit = await askGit(git, ['rev-parse', '--verify', '-q', 'HEAD']).catch(() => undefined);
  const branch = await askGit(git, ['symbolic-ref', '--short', '-q', 'HEAD']).catch(() => commit);
  const file = path === undefined ? undefined : relative(root, path).split(sep).join('/');
  const isInside = file !== undefined && file !== '' && !file.startsWith('..');
  return [
    page(vscode.l10n.t('Repository'), dagsHubPage(repo)),
    ...(isInside && branch ? [page(vscode.l10n.t('This File'), dagsHubFile(repo, branch, file), file)] : []),
    ...(commit ? [page(vscode.l10n.t('This Commit'), dagsHubCommit(repo, commit), commit.slice(0, 10))] : []),
    page(vscode.l10n.t('Experiments'), dagsHubExperiment(repo)),
    { label: vscode.l10n.t('An Experiment…'), url: () => askExperiment(repo, commit) },
  ];
}

function page(label: string, url: string, description?: string): Page {
  return { label, url: () => url, ...(description !== undefined && { description }) };
}

async function askExperiment(repo: DagsHubRepo, commit: string | undefined): Promise<string | undefined> {
  const id = await vscode.window.showInputBox({
    title: vscode.l10n.t('Open an Experiment on DagsHub'),
    prompt: vscode.l10n.t("MLflow's run id, or the hash of the commit that holds the experiment"),
    ...(commit !== undefined && { value: commit }),
    validateInput: (text) =>
      /^(?:m_)?[0-9a-f]{7,64}$/i.test(text.trim())
        ? undefined
        : vscode.l10n.t('An id consists of 0-9 and a-f.'),
  });
  return id === undefined ? undefined : dagsHubExperiment(repo, id.trim());
}
