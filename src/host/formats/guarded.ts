import * as vscode from 'vscode';
import type { Log } from '../log';
import { CliFailure } from './formatCli';

/** Runs a command that writes files: only where the user trusts them, and what fails is said. */
export async function guarded(log: Log, work: () => Promise<void>): Promise<void> {
  if (!vscode.workspace.isTrusted)
    return void vscode.window.showWarningMessage(
      vscode.l10n.t('Labels are imported and exported only in a trusted workspace.'),
    );
  try {
    await work();
  } catch (error) {
    log.error(error instanceof Error ? error : String(error));
    const text = error instanceof CliFailure ? error.message : undefined;
    void vscode.window.showErrorMessage(
      text ??
        vscode.l10n.t('Something went wrong: {0}', error instanceof Error ? error.message : String(error)),
    );
  }
}
