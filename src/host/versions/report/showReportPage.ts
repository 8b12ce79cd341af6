import * as vscode from 'vscode';

/** Shows a report in a tab. It brings its own content security policy, which lets nothing in but itself. */
export function showReportPage(html: string, title: string): void {
  const column = vscode.ViewColumn.Active;
  const options = { enableScripts: true, enableFindWidget: true, localResourceRoots: [] };
  const panel = vscode.window.createWebviewPanel('relabel.report', title, column, options);
  panel.webview.html = html;
}
