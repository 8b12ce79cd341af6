import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { isImageName } from '../../../core/dataset/imageNames';
import type { DataSets } from '../../../engine/dataset/dataSets';
import { isSidecar } from '../../../engine/dataset/sidecars';
import { imagesOfRows } from '../../../engine/dataset/stores/imagesOfRows';
import { labelFileAt } from '../../../engine/dataset/stores/labelFileAt';
import { EMPTY, WORKTREE } from '../../../engine/versioning/revision';
import type { CommandServices } from '../../commands/services';
import type { VersionEnd } from './ends';
import { pathsOf } from './target';

/** Two label files or images that were chosen in the Explorer, or are asked for. */
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
 * Shows how two label files differ, or the labels of two images; undefined: there is none on that side. `imagePath`:
 * the image that both are about, where the files' own names do not tell. Rejects with a sentence for what holds the
 * labels of many images.
 */
export async function showFiles(
  { versions, dataSets }: CommandServices,
  left: string | undefined,
  right: string | undefined,
  imagePath?: string,
): Promise<void> {
  const sides = await Promise.all([left, right].map((path) => sideOf(path, dataSets())));
  const [before, after] = sides;
  if (!before || !after) return;
  const image = imagePath ?? after.imagePath ?? before.imagePath ?? right ?? left ?? '';
  const title = `${before.end.title} ↔ ${after.end.title}`;
  const isOther = before.isImage && before.imagePath !== undefined && before.imagePath !== image;
  const old = isOther ? { imagePath: before.imagePath } : {};
  const pair = { imagePath: image, left: { ...before.end, ...old }, right: after.end };
  await versions.showDiff({ title, pairs: [pair] });
}

interface Side {
  readonly end: VersionEnd;
  /** Absolute; undefined when nothing tells. */
  readonly imagePath?: string;
  /** The image itself was chosen: its labels are meant, wherever they are. */
  readonly isImage?: true;
}

async function sideOf(path: string | undefined, sets: DataSets): Promise<Side> {
  if (path === undefined) return { end: { revision: EMPTY, title: vscode.l10n.t('nothing') } };
  const title = basename(path);
  if (isImageName(path)) return { end: { revision: WORKTREE, title }, imagePath: path, isImage: true };
  const end = { revision: { kind: 'file', path } as const, title };
  const imagePath = await imageOf(path, sets);
  return { end, ...(imagePath !== undefined && { imagePath }) };
}

/** The image that a label file is about, by its place and name. */
async function imageOf(path: string, sets: DataSets): Promise<string | undefined> {
  if (isSidecar(path)) return sets.sidecars.imageOf(path);
  const found = await labelFileAt(path, sets);
  if (found?.kind === 'image') return found.store.imagePath;
  const [byName] = await imagesOfRows(path);
  if (found && byName === undefined)
    throw new Error(
      vscode.l10n.t(
        '{0} holds the labels of many images: compare versions of it, or choose two images.',
        basename(path),
      ),
    );
  return byName;
}
