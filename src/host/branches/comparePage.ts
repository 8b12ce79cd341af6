import * as vscode from 'vscode';
import { compareUrl, FORGES, forgeOf, repositoryUrl, type Forge } from '../../core/remotes/compareUrl';
import { remotePlace, type RemotePlace } from '../../core/remotes/remoteUrl';
import type { CommandServices } from '../commands/services';
import type { Proposal } from './proposal';

const TITLES: Readonly<Record<Forge, string>> = {
  github: 'GitHub',
  gitlab: 'GitLab',
  bitbucket: 'Bitbucket Cloud',
  'bitbucket-server': 'Bitbucket Server or Data Center',
  dagshub: 'DagsHub',
  gitea: 'Gitea, Forgejo or Gogs',
  azure: 'Azure DevOps',
};

/** Opens the page on which a pushed branch becomes a pull or merge request. */
export async function openComparePage(
  services: CommandServices,
  { branch, remote, base }: Proposal,
): Promise<void> {
  const place = remotePlace(remote.url);
  const pushed = vscode.l10n.t('Pushed {0} to {1}.', branch, remote.name);
  if (!place) return void vscode.window.showInformationMessage(pushed);
  const forge = forgeOf(place) ?? (await askForge(services, place));
  const url = forge && base ? compareUrl(place, forge, { base: base.name, branch }) : repositoryUrl(place);
  services.log.info(url);
  const open = vscode.l10n.t('Open Page');
  const copy = vscode.l10n.t('Copy Link');
  const answer = await vscode.window.showInformationMessage(`${pushed} ${url}`, open, copy);
  if (answer === open) await vscode.env.openExternal(vscode.Uri.parse(url, true));
  else if (answer === copy) await vscode.env.clipboard.writeText(url);
}

/** Self-hosted servers seldom have their kind in their name; the answer is remembered for the host. */
async function askForge({ context }: CommandServices, { host }: RemotePlace): Promise<Forge | undefined> {
  const key = `forge of ${host}`;
  const known = context.globalState.get<string>(key);
  const remembered = FORGES.find((forge) => forge === known);
  if (remembered) return remembered;
  const items = FORGES.map((forge) => ({ label: TITLES[forge], forge }));
  const title = vscode.l10n.t('What Kind of Server Is {0}?', host);
  const picked = await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true });
  if (picked) await context.globalState.update(key, picked.forge);
  return picked?.forge;
}
