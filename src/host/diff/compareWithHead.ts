import * as vscode from 'vscode';
import type { Versions } from '../../engine/versioning/versions';
import type { CommandServices } from '../commands/services';
import { compare } from '../versions/compare/compare';
import { focusIn, subjectOf } from '../versions/compare/compareCommands';
import { commitTitle, worktreeEnd, type VersionEnd } from '../versions/compare/ends';

/** What was changed since the last commit: of an image, a label file or a folder. */
export async function compareWithHead(
  services: CommandServices,
  _: vscode.Uri | undefined,
  args: readonly unknown[],
): Promise<void> {
  const { repository, target } = await subjectOf(services, args);
  const t = (text: string, ...values: (string | number | boolean)[]): string =>
    vscode.l10n.t(text, ...values);
  const focus = focusIn(services, args, target);
  const left = await headEnd(repository, t);
  await compare(services, repository, { left, right: worktreeEnd(t), target, focus });
}

/** "HEAD · 3f2a91c Ann, 2 days ago". Rejects with a `RevisionError` where nothing was committed yet. */
async function headEnd(repository: Versions, t: Parameters<typeof worktreeEnd>[0]): Promise<VersionEnd> {
  const revision = await repository.resolve('HEAD');
  const listed = await repository.list({ commits: 1 });
  const head = listed.find(
    ({ commit, kind }) => kind === 'commit' && revision.kind === 'commit' && commit === revision.commit,
  );
  return { revision, title: head ? commitTitle(head, 'HEAD', Date.now(), t) : 'HEAD' };
}
