import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { isSidecar } from '../../../engine/dataset/sidecars';
import { EMPTY, type Revision } from '../../../engine/versioning/revision';
import type { CommandServices } from '../../commands/services';
import { pathsOf } from './target';

/** Two label files that were chosen in the Explorer, or are asked for. */
export async function compareLabelFiles(
  services: CommandServices,
  _: vscode.Uri | undefined,
  args: readonly unknown[],
): Promise<void> {
  const chosen = pathsOf(args);
  const left = chosen[0] ?? (await askFile(vscode.l10n.t('First Label File'), undefined));
  if (left === undefined) return;
  const right = chosen[1] ?? (await askFile(vscode.l10n.t('Second Label File'), dirname(left)));
  if (right !== undefined) await showFiles(services, left, right);
}

async function askFile(title: string, folder: string | undefined): Promise<string | undefined> {
  const start = folder ?? vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  const picked = await vscode.window.showOpenDialog({
    title,
    openLabel: title,
    filters: { [vscode.l10n.t('Label files')]: ['json', 'txt', 'xml'] },
    ...(start !== undefined && { defaultUri: vscode.Uri.file(start) }),
  });
  return picked?.[0]?.fsPath;
}

/**
 * Shows how two label files differ; undefined: there is none on that side. `imagePath`: the image that both are about,
 * where the files' own names do not tell.
 */
export async function showFiles(
  { versions, dataSets }: CommandServices,
  left: string | undefined,
  right: string | undefined,
  imagePath?: string,
): Promise<void> {
  const sidecar = [right, left].find((path) => path !== undefined && isSidecar(path));
  const own = sidecar === undefined ? undefined : await dataSets().sidecars.imageOf(sidecar);
  const image = imagePath ?? own ?? right ?? left ?? '';
  const [before, after] = [endOf(left), endOf(right)];
  const title = `${before.title} ↔ ${after.title}`;
  await versions.showDiff({ title, pairs: [{ imagePath: image, left: before, right: after }] });
}

function endOf(path: string | undefined): { readonly revision: Revision; readonly title: string } {
  if (path === undefined) return { revision: EMPTY, title: vscode.l10n.t('nothing') };
  return { revision: { kind: 'file', path }, title: basename(path) };
}
