import * as vscode from 'vscode';
import { GitError } from '../../engine/versioning/gitError';
import { isAbortError } from '../../protocol/rpcError';

/** Runs something longer in sight of the user, who can end it: undefined then. */
export async function withProgress<T>(
  title: string,
  work: (signal: AbortSignal, say: (message: string) => void) => Promise<T>,
): Promise<T | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, cancellable: true, title };
  try {
    return await vscode.window.withProgress(options, (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      return work(controller.signal, (message) => progress.report({ message }));
    });
  } catch (error) {
    if (wasCancelled(error)) return undefined;
    throw error;
  }
}

/** The user ended it: nothing to tell. */
export function wasCancelled(error: unknown): boolean {
  return isAbortError(error) || (error instanceof GitError && error.kind === 'cancelled');
}
