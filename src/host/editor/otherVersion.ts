import * as vscode from 'vscode';
import { otherVersionHtml } from './html';

/**
 * An image that is not a file: a version from git, as the left side of a diff. It has the path of the working copy but
 * not its labels, so nothing is read, edited or written for it.
 */
export class OtherVersion implements vscode.CustomDocument {
  readonly uri: vscode.Uri;

  constructor(uri: vscode.Uri) {
    this.uri = uri;
  }

  /** Says what it is, and leads to the working copy; `open` opens that. */
  show({ webview }: vscode.WebviewPanel, open: (workingCopy: vscode.Uri) => unknown): void {
    webview.options = { enableScripts: true, localResourceRoots: [] };
    webview.onDidReceiveMessage(() => open(vscode.Uri.file(this.uri.fsPath)));
    webview.html = otherVersionHtml(webview, this.uri.fsPath);
  }

  dispose(): void {
    // Nothing is held.
  }
}
