import * as vscode from 'vscode';
import type { Handler } from '../commands/later';
import { messageOf } from '../log';
import { wasCancelled } from './withProgress';

/** A command that tells why it could not do its work. */
export function guarded(handler: Handler): Handler {
  return async (services, uri, args) => {
    try {
      await handler(services, uri, args);
    } catch (error) {
      if (wasCancelled(error)) return;
      services.log.error(error instanceof Error ? error : String(error));
      void vscode.window.showErrorMessage(messageOf(error));
    }
  };
}
