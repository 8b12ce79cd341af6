import * as vscode from 'vscode';
import type { Branches, BranchState } from '../../engine/versioning/branches/branches';
import type { Versions } from '../../engine/versioning/versions';

/** What changes are reviewed against. */
export interface Base {
  /** "labels/anna since main". */
  readonly title: string;
  readonly revision: string;
}

/** Against where the branch left the default branch, against the last commit, or against another branch or tag. */
export async function pickBase(
  versions: Versions,
  branches: Branches,
  { branch, remotes, upstream }: BranchState,
): Promise<Base | undefined> {
  const here = branch ?? 'HEAD';
  const usual = await branches.defaultBranch(versions.root, upstream?.remote ?? remotes[0]?.name);
  const others = (await versions.list({ commits: 0 }))
    .filter(({ kind, isCurrent }) => kind !== 'stash' && kind !== 'commit' && !isCurrent)
    .filter(({ name }) => name !== usual?.revision)
    .map(({ name, subject }) => choice(here, name, `${name}...HEAD`, subject));
  const items = [
    ...(usual && usual.revision !== branch
      ? [choice(here, usual.revision, `${usual.revision}...HEAD`, vscode.l10n.t('since the branch began'))]
      : []),
    choice(here, vscode.l10n.t('the last commit'), 'HEAD', vscode.l10n.t('what is not committed')),
    ...others,
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Review Labels of {0}: Since When?', here),
    placeHolder: vscode.l10n.t('What is reviewed are the labels on the disk'),
    ignoreFocusOut: true,
    matchOnDescription: true,
  });
  return picked?.base;
}

function choice(
  here: string,
  name: string,
  revision: string,
  description: string,
): vscode.QuickPickItem & { readonly base: Base } {
  return {
    label: vscode.l10n.t('Since {0}', name),
    description,
    base: { title: vscode.l10n.t('{0} since {1}', here, name), revision },
  };
}
