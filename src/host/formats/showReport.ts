import * as vscode from 'vscode';

/** What was done, with every count, loss and problem, as a document to read, search and save. */
export async function showReport(lines: readonly string[]): Promise<void> {
  const content = `${lines.join('\n')}\n`;
  const document = await vscode.workspace.openTextDocument({ content, language: 'plaintext' });
  await vscode.window.showTextDocument(document, { preview: true });
}
