import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { DiffPair } from './request';

interface PairItem extends vscode.QuickPickItem {
  readonly index: number;
}

/** Lets the user choose one of the images that differ; its place in the list, undefined when they changed their mind. */
export async function pickPair(
  pairs: readonly DiffPair[],
  at: number,
  isSearching: boolean,
): Promise<number | undefined> {
  const { t } = vscode.l10n;
  const items = pairs.map(({ imagePath, summary }, index): PairItem => {
    const folder = vscode.workspace.asRelativePath(dirname(imagePath));
    return {
      label: basename(imagePath),
      ...(index === at && { iconPath: new vscode.ThemeIcon('eye') }),
      description: folder === '.' ? '' : folder,
      ...(summary !== undefined && summary !== '' && { detail: summary }),
      index,
    };
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: isSearching ? t('{0} images differ so far', pairs.length) : t('{0} images differ', pairs.length),
    placeHolder: t('Show the image…'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.index;
}
