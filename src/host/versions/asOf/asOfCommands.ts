import * as vscode from 'vscode';
import type { CommitRevision } from '../../../engine/versioning/revision';
import type { CommandServices } from '../../commands/services';
import { VIEW_TYPE } from '../../editor/provider';
import { pickVersion } from '../compare/pickVersion';
import { subjectOf } from '../compare/compareCommands';
import { commitRowOf } from '../history/historyCommands';
import { dayWords } from '../history/timeWords';
import type { AsOfRow } from './asOf';

type Uri = vscode.Uri | undefined;
const SHORT_HASH_CHARS = 7;

/** The whole data set's labels at a commit: of a row of the history, else one that the user picks. */
export async function openLabelsAsOf(
  services: CommandServices,
  _: Uri,
  args: readonly unknown[],
): Promise<void> {
  const { repository, target } = await subjectOf(services, args);
  const first = target.kind === 'image' ? target.imagePath : undefined;
  const row = commitRowOf(args);
  if (row) {
    const { commit, shortHash, atMs, imagePath } = row.entry;
    const title = `${shortHash}, ${dayWords(atMs, vscode.env.language)}`;
    return services.versions.asOf.show(
      repository,
      { kind: 'commit', commit, name: shortHash },
      title,
      imagePath,
    );
  }
  const end = await pickVersion(repository, {
    title: vscode.l10n.t('Open Labels As Of…'),
    placeholder: vscode.l10n.t('A tag, branch, commit or date (2026-01-31)'),
    commitsOnly: true,
  });
  if (end?.revision.kind !== 'commit') return;
  const title = await versionTitle(services, repository.root, end.revision);
  await services.versions.asOf.show(repository, end.revision, title, first);
}

/** "v1 (3f2a91c, 12 May 2026)". */
export async function versionTitle(
  { versions: { repositories } }: Pick<CommandServices, 'versions'>,
  root: string,
  { commit, name }: CommitRevision,
): Promise<string> {
  const hash = commit.slice(0, SHORT_HASH_CHARS);
  const atMs = await repositories.dateOf(root, commit).catch(() => undefined);
  const day = atMs === undefined ? [] : [dayWords(atMs, vscode.env.language)];
  return commit.startsWith(name) ? [hash, ...day].join(', ') : `${name} (${[hash, ...day].join(', ')})`;
}

/** An image of the listed version. */
export async function openVersionImage(
  { versions: { asOf } }: CommandServices,
  _: Uri,
  args: readonly unknown[],
): Promise<void> {
  const row = asOfRowOf(args);
  if (row?.kind === 'image' && asOf.open)
    await asOf.openImage({ revision: asOf.open.revision, imagePath: row.imagePath });
}

/** A row of the list, as VS Code hands it to a command. */
export function asOfRowOf(args: readonly unknown[]): AsOfRow | undefined {
  const [row] = args;
  const isRow = typeof row === 'object' && row !== null && 'kind' in row;
  return isRow && (row.kind === 'image' || row.kind === 'folder') ? (row as AsOfRow) : undefined;
}

/** The image of the active version, as it is now, to be edited. */
export async function openWorkingCopy({ versions: { asOf } }: CommandServices): Promise<void> {
  const path = asOf.active?.document.file.imagePath;
  if (path !== undefined)
    await vscode.commands.executeCommand('vscode.openWith', vscode.Uri.file(path), VIEW_TYPE);
}
