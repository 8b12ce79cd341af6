import * as vscode from 'vscode';
import { dagsHubRepo, dagsHubTokens, type DagsHubRepo } from '../../core/remotes/dagshub';
import {
  forgetCredentials,
  planStorage,
  setUpStorage,
  type Credentials,
  type StoragePlan,
} from '../../engine/dagshub/storage';
import { verifyRepo } from '../../engine/dagshub/verify';
import { dvcRepoOf } from '../../engine/dvc/dvcRepo';
import { findDvc } from '../../engine/dvc/findDvc';
import { runDvc } from '../../engine/dvc/runDvc';
import { inProgress, repositoryOf, withGit } from '../branches/repository';
import type { CommandServices } from '../commands/services';
import { settings } from '../settings';
import { dagsHubOf } from './dagshub';

/** Address into `.dvc/config`, token into VS Code's secrets and `.dvc/config.local`; checked with the server before. */
export function setUpDagsHub(services: CommandServices): Promise<void> {
  return withGit(services, async () => {
    const root = await repositoryOf(services);
    if (root === undefined) return;
    const repo = (await dagsHubOf(root)) ?? (await askRepo());
    const folder = repo && (await dvcFolder(services, root));
    if (!repo || folder === undefined) return;
    const plan = await planStorage(folder, repo, settings.dagshubHost());
    const credentials = await askCredentials(services, repo, plan, folder);
    if (!credentials || !(await isLetIn(repo, credentials))) return;
    await setUpStorage(folder, plan, credentials);
    await services.context.secrets.store(secretKey(repo), credentials.token);
    services.log.info(`${folder}: DVC remote ${plan.remote} at ${plan.url}`);
    const text = vscode.l10n.t(
      'DVC remote {0} leads to {1}. The address is in .dvc/config (commit it), the token in .dvc/config.local, which git ignores.',
      plan.remote,
      plan.url,
    );
    void vscode.window.showInformationMessage(text);
  });
}

function secretKey({ server, owner, name }: DagsHubRepo): string {
  return `dagshub ${server}/${owner}/${name}`;
}

async function askRepo(): Promise<DagsHubRepo | undefined> {
  const host = settings.dagshubHost();
  const url = await vscode.window.showInputBox({
    title: vscode.l10n.t('Set Up DagsHub Storage'),
    prompt: vscode.l10n.t('Address of the repository, such as https://{0}/me/nuts', host),
    ignoreFocusOut: true,
    validateInput: (text) =>
      dagsHubRepo(text, host) ? undefined : vscode.l10n.t('This is no repository on {0}.', host),
  });
  return url === undefined ? undefined : dagsHubRepo(url, host);
}

/** The folder with `.dvc`; offers to begin where there is none. */
async function dvcFolder({ log }: CommandServices, root: string): Promise<string | undefined> {
  const repo = await dvcRepoOf(root);
  if (repo) return repo.root;
  const init = vscode.l10n.t('Run dvc init');
  const text = vscode.l10n.t('DVC is not used in {0} yet.', root);
  if ((await vscode.window.showInformationMessage(text, { modal: true }, init)) !== init) return undefined;
  return inProgress(vscode.l10n.t('Running dvc init'), async (signal, report) => {
    const state = await findDvc({ setting: settings.dvcPath(), folders: [root], signal });
    if (state.kind === 'absent') throw new Error(state.why);
    log.info(`${root}: dvc init`);
    await runDvc(state.program, root, ['init'], { signal, onLine: report });
    return root;
  });
}

/** The token that is kept, or a new one; undefined when the user stops or has it removed. */
async function askCredentials(
  { context }: CommandServices,
  repo: DagsHubRepo,
  plan: StoragePlan,
  folder: string,
): Promise<Credentials | undefined> {
  const key = secretKey(repo);
  const kept = await context.secrets.get(key);
  if (kept === undefined) return askToken(repo);
  const [use, fresh, remove] = [
    vscode.l10n.t('Use the token that is kept'),
    vscode.l10n.t('Give a new token'),
    vscode.l10n.t('Remove the token'),
  ];
  const answer = await vscode.window.showQuickPick([use, fresh, remove], { title: repo.server });
  if (answer === use) return { user: kept, token: kept };
  if (answer === fresh) return askToken(repo);
  if (answer !== remove) return undefined;
  await context.secrets.delete(key);
  await forgetCredentials(folder, plan.remote);
  void vscode.window.showInformationMessage(
    vscode.l10n.t('The token was removed, also from .dvc/config.local.'),
  );
  return undefined;
}

/** DagsHub takes a token for the user name, too. */
async function askToken(repo: DagsHubRepo): Promise<Credentials | undefined> {
  const give = vscode.l10n.t('I Have a Token');
  const make = vscode.l10n.t('Make One on {0}', repo.server.replace(/^https?:\/\//, ''));
  const answer = await vscode.window.showQuickPick([give, make], {
    title: vscode.l10n.t('Access Token for {0}/{1}', repo.owner, repo.name),
    ignoreFocusOut: true,
  });
  if (answer === undefined) return undefined;
  if (answer === make) await vscode.env.openExternal(vscode.Uri.parse(dagsHubTokens(repo), true));
  const token = await vscode.window.showInputBox({
    title: vscode.l10n.t('Access Token for {0}/{1}', repo.owner, repo.name),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^\S{6,}$/.test(text.trim()) ? undefined : vscode.l10n.t('A token has no spaces.'),
  });
  return token === undefined ? undefined : { user: token.trim(), token: token.trim() };
}

async function isLetIn(repo: DagsHubRepo, credentials: Credentials): Promise<boolean> {
  const found = await inProgress(vscode.l10n.t('Asking {0}', repo.server), (signal) =>
    verifyRepo(repo, credentials, { signal }),
  );
  if (found.kind === 'ok') return true;
  if (found.kind === 'cancelled') return false;
  const anyway = vscode.l10n.t('Set Up Anyway');
  const ways = found.kind === 'unreachable' ? [anyway] : [];
  return (await vscode.window.showWarningMessage(found.why, { modal: true }, ...ways)) === anyway;
}
