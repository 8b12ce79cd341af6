import type * as vscode from 'vscode';
import type { Port } from '../../protocol/port';

/** The extension's end of the channel to a page. What is sent while the page is not there is lost. */
export function webviewPort(webview: vscode.Webview): Port {
  return {
    send: (message) => void webview.postMessage(message),
    onMessage: (listener) => webview.onDidReceiveMessage(listener),
  };
}
