import type * as vscode from 'vscode';
import { startServices } from './host/services';

/** VS Code calls it once, when an image is opened in Relabel or the workspace holds labels. */
export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(startServices(context));
}
