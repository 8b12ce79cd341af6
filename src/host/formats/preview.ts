import * as vscode from 'vscode';
import { showReport } from './showReport';

/** A message has no room for more. */
const MAX_LINES = 14;

/** Shows what would be done before it is done. True when the user wants it. */
export async function preview(question: string, action: string, lines: readonly string[]): Promise<boolean> {
  const report = vscode.l10n.t('Show All');
  const more =
    lines.length > MAX_LINES ? [vscode.l10n.t('and {0} more lines', lines.length - MAX_LINES)] : [];
  const detail = [...lines.slice(0, MAX_LINES), ...more].join('\n');
  const answer = await vscode.window.showInformationMessage(
    question,
    { modal: true, detail },
    action,
    report,
  );
  if (answer === report) await showReport(lines);
  return answer === action;
}
