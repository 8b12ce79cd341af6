import * as vscode from 'vscode';
import { messageOf } from '../log';
import type { LabelDocument, RefusedEdit } from './document';

/** Documents whose offer is on the screen: more of the same would pile up. */
const asking = new WeakSet<LabelDocument>();

/**
 * Tells why an edit was not taken, and offers what can hold it: a sidecar for this image with everything that is in the
 * label file, which stays as it is. The edit is then made after all.
 */
export async function offerSidecars({ document, edit, reason }: RefusedEdit): Promise<void> {
  if (asking.has(document)) return;
  asking.add(document);
  try {
    const accept = vscode.l10n.t('Switch to Sidecars');
    const text = vscode.l10n.t(
      '{0} A sidecar can: it is made for this image, and {1} stays as it is.',
      reason,
      nameOf(document),
    );
    if ((await vscode.window.showWarningMessage(text, accept)) !== accept) return;
    await document.switchToSidecar();
    if (!document.store) document.edit(edit);
  } catch (error) {
    void vscode.window.showErrorMessage(messageOf(error));
  } finally {
    asking.delete(document);
  }
}

function nameOf({ labels }: LabelDocument): string {
  return vscode.workspace.asRelativePath(labels.path);
}
