import * as vscode from 'vscode';
import { commitUrl } from '../../../core/remotes/commitUrl';
import { remotePlace } from '../../../core/remotes/remoteUrl';
import { openBranches } from '../../../engine/versioning/branches/branches';
import type { CommandServices } from '../../commands/services';
import { settings } from '../../settings';
import { commitRowOf } from './historyCommands';

/** Opens a commit of the history on the server that the repository is pushed to: `origin`, else the first it knows. */
export async function openCommitOnRemote(
  services: CommandServices,
  _: vscode.Uri | undefined,
  args: readonly unknown[],
): Promise<void> {
  const row = commitRowOf(args);
  if (!row) return;
  const { commit, imagePath } = row.entry;
  const { root } = await services.versions.repositories.versionsOf(imagePath);
  const { remotes } = await openBranches({ program: settings.gitPath() }).state(root);
  const sorted = [...remotes].sort((a, b) => Number(b.name === 'origin') - Number(a.name === 'origin'));
  const pages = sorted.map(({ url }) => {
    const place = remotePlace(url);
    return place && commitUrl(place, commit);
  });
  const page = pages.find((url) => url !== undefined);
  if (page === undefined)
    throw new Error(vscode.l10n.t('No remote of this repository is a server whose pages Relabel knows.'));
  services.log.info(page);
  await vscode.env.openExternal(vscode.Uri.parse(page, true));
}
