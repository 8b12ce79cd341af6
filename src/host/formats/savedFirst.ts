import * as vscode from 'vscode';
import type { CommandServices } from '../commands/services';

/** What is unsaved is not on disk: another process neither sees nor respects it. False when the user wants to stop. */
export async function savedFirst({ editors }: Pick<CommandServices, 'editors'>): Promise<boolean> {
  await Promise.all(editors.documents.map((document) => document.settle()));
  const unsaved = editors.documents.filter(({ labels }) => labels.dirty);
  if (unsaved.length === 0) return true;
  const save = vscode.l10n.t('Save and Go On');
  const text = vscode.l10n.t('{0} images have unsaved labels.', unsaved.length);
  if ((await vscode.window.showWarningMessage(text, { modal: true }, save)) !== save) return false;
  for (const { uri } of unsaved) if (!(await vscode.workspace.save(uri))) return false;
  return true;
}
