import * as vscode from 'vscode';
import { repairMarkers } from '../../core/annotation/repairMarkers';
import { textChange } from '../problems/textChange';
import type { CommandServices } from './services';

/** Merges the sides of git's conflict markers in the active image's sidecar by instance; the text's own undo goes back. */
export async function repairConflict({ editors }: CommandServices): Promise<void> {
  const labels = editors.active?.document.labels;
  if (labels?.blocked?.code !== 'sidecar-conflict') return;
  const text = await vscode.workspace.openTextDocument(labels.path);
  const repaired = repairMarkers(text.getText());
  if (!repaired.ok) return void vscode.window.showErrorMessage(repaired.problem.message);
  if (await vscode.workspace.applyEdit(textChange(text, repaired.text))) await text.save();
}
