import { windowPort, type Sender } from '../windowPort';
import { startDiff } from './startDiff';

interface VsCodeApi extends Sender {
  getState(): unknown;
  setState(state: unknown): void;
}

/** VS Code gives it to every webview, once. */
declare function acquireVsCodeApi(): VsCodeApi;

const vscode = acquireVsCodeApi();

startDiff({
  port: windowPort(vscode),
  memory: { read: () => vscode.getState(), write: (value) => vscode.setState(value) },
  parent: document.body,
});
