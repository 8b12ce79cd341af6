import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { addClass } from '../core/schema/addClass';
import type { DataSets } from '../engine/dataset/dataSets';
import { readTextFile, writeAtomic } from '../engine/fs';

/** Adds a class to the `relabel.yaml` that governs an image, keeping everything else of it. Throws a sentence. */
export async function addClassTo(imagePath: string, name: string, dataSets: DataSets): Promise<void> {
  const file = await dataSets.schemas.nearest(dirname(imagePath));
  if (!file) throw new Error(vscode.l10n.t('There is no relabel.yaml to which a class could be added.'));
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.fsPath === file.path);
  if (open?.isDirty)
    throw new Error(vscode.l10n.t('{0} has unsaved changes: save it first, then add the class.', file.path));
  const added = addClass(await readTextFile(file.path), name);
  if (!added.ok) throw new Error(added.problem.message);
  await writeAtomic(file.path, added.text);
}
