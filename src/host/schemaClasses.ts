import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { addClass } from '../core/schema/addClass';
import type { DataSets } from '../engine/dataset/dataSets';
import { addStoreClass } from '../engine/dataset/stores/addStoreClass';
import { readTextFile, writeAtomic } from '../engine/fs';

function refuseUnsaved(path: string): void {
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.fsPath === path);
  if (open?.isDirty)
    throw new Error(vscode.l10n.t('{0} has unsaved changes: save it first, then add the class.', path));
}

/** Adds a class to the file that lists the classes of an image: `relabel.yaml`, or that of its label files, keeping everything else of it. Throws a sentence. */
export async function addClassTo(imagePath: string, name: string, dataSets: DataSets): Promise<void> {
  const { store } = await dataSets.sidecars.locate(imagePath);
  if (store?.classesPath !== undefined) {
    refuseUnsaved(store.classesPath);
    return addStoreClass(store, name);
  }
  const file = await dataSets.schemas.nearest(dirname(imagePath));
  if (!file) throw new Error(vscode.l10n.t('There is no relabel.yaml to which a class could be added.'));
  refuseUnsaved(file.path);
  const added = addClass(await readTextFile(file.path), name);
  if (!added.ok) throw new Error(added.problem.message);
  await writeAtomic(file.path, added.text);
}
