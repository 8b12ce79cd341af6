import { constants } from 'node:fs';
import { copyFile, readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { isBlank } from '../../core/annotation/document';
import { add } from '../../core/edit/edits';
import type { DataSets } from '../../engine/dataset/dataSets';
import { fileError } from '../../engine/fileError';
import { refusedBy, writeLabels } from '../../engine/dataset/writeLabels';
import type { LabelDocument } from './document';
import { readLocated } from './sidecarFile';

/**
 * Copies the image to the target and writes the labels to the sidecar that belongs there. Neither another image nor
 * other labels are overwritten: throws instead.
 */
export async function saveAs(
  document: LabelDocument,
  target: vscode.Uri,
  { sidecars }: DataSets,
): Promise<void> {
  const path = target.fsPath;
  if (path === document.path) return document.save();
  await document.settle();
  const { blocked } = document.labels;
  if (blocked) throw new Error(blocked.message);
  const location = await sidecars.locate(path);
  if (location.blocked) throw new Error(location.blocked.message);
  const place = location.path;
  const refused = location.store && refusedBy(location.store, add('', document.doc.annotations));
  if (refused !== undefined) throw new Error(refused);
  const existing = await readLocated(location);
  if (existing.kind === 'broken' || (existing.kind === 'ok' && !isBlank(existing.doc)))
    throw new Error(
      vscode.l10n.t('{0} has labels already: delete them first, or choose another name.', place),
    );
  await copyImage(document.path, path);
  const doc = { ...document.doc, image: { ...document.doc.image, file: basename(path) } };
  if (!isBlank(doc)) await writeLabels(location, doc);
}

async function copyImage(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL);
  } catch (error) {
    if (await isSameContent(from, to)) return;
    if (await exists(to))
      throw new Error(
        vscode.l10n.t('{0} is another image. Relabel never overwrites images: choose another name.', to),
      );
    throw fileError('Could not copy the image to', to, error);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function isSameContent(a: string, b: string): Promise<boolean> {
  try {
    const [first, second] = await Promise.all([readFile(a), readFile(b)]);
    return first.equals(second);
  } catch {
    return false;
  }
}
