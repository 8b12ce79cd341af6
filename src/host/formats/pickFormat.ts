import * as vscode from 'vscode';
import type { FoundFormats } from '../../engine/formats/findFormats';
import type { FormatFacts } from './formatCli';

interface FormatItem extends vscode.QuickPickItem {
  readonly format?: string;
}

/** Asks for a format: what was found first, with the reason, then all others. Undefined when the user left. */
export async function pickFormat(
  title: string,
  found: FoundFormats['formats'],
  all: readonly FormatFacts[],
): Promise<string | undefined> {
  const detected = found.map(({ format, title: label, reason, confidence }) => ({
    label,
    description: `${format} · ${Math.round(confidence * 100)} %`,
    detail: reason,
    format,
  }));
  const rest = all
    .filter(({ id }) => !found.some(({ format }) => format === id))
    .map(({ id, title: label }) => ({ label, description: id, format: id }));
  const items: FormatItem[] = [
    ...heading(vscode.l10n.t('detected'), detected),
    ...heading(detected.length > 0 ? vscode.l10n.t('others') : vscode.l10n.t('formats'), rest),
  ];
  const placeHolder =
    detected.length > 0
      ? vscode.l10n.t('The format that was detected stands first')
      : vscode.l10n.t('Which format is it?');
  const options = { title, placeHolder, matchOnDescription: true, ignoreFocusOut: true };
  return (await vscode.window.showQuickPick(items, options))?.format;
}

function heading(label: string, items: readonly FormatItem[]): FormatItem[] {
  return items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}
