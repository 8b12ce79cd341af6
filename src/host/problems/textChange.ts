import * as vscode from 'vscode';
import { lineEdit } from './lineEdit';

/** The edit that makes a text another one; only the lines that differ are replaced. */
export function textChange(text: vscode.TextDocument, to: string): vscode.WorkspaceEdit {
  const change = new vscode.WorkspaceEdit();
  const edit = lineEdit(text.getText(), to);
  if (edit) {
    const range = new vscode.Range(text.positionAt(edit.start), text.positionAt(edit.end));
    change.replace(text.uri, range, edit.text);
  }
  return change;
}
