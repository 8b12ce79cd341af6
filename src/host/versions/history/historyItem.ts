import * as vscode from 'vscode';
import type { HistoryEntry } from '../../../engine/versioning/labelVersions';
import { docOf } from '../../../engine/versioning/labelVersions';
import { changeSummary, diffOf, instanceText } from './changeSummary';
import type { HistoryRow } from './historyRows';
import { agoWords } from './timeWords';

/** How a row of the history looks; a click shows the change. `instance`: the one that the whole view is about. */
export function historyItem(row: HistoryRow, instance: string | undefined, nowMs: number): vscode.TreeItem {
  if (row.kind === 'note') return noteItem(row);
  const item = changeItem(row, instance, nowMs);
  item.command = {
    command: 'relabel.showChange',
    title: vscode.l10n.t('Show What Changed'),
    arguments: [row],
  };
  return item;
}

function changeItem(
  row: Exclude<HistoryRow, { kind: 'note' }>,
  instance: string | undefined,
  nowMs: number,
): vscode.TreeItem {
  switch (row.kind) {
    case 'uncommitted':
      return uncommittedItem(row, instance);
    case 'commit':
      return commitItem(row, instance, nowMs);
    case 'instance':
      return instanceItem(row);
  }
}

/** The changed instances of a change; none where the view is about one instance anyway. */
export function rowsBelow(row: HistoryRow, instance: string | undefined): readonly HistoryRow[] {
  if (instance !== undefined || (row.kind !== 'commit' && row.kind !== 'uncommitted')) return [];
  const { instances } =
    row.kind === 'uncommitted'
      ? row.changes.diff
      : diffOf(docOf(row.entry.before), docOf(row.entry.after), instance);
  return instances.map((change) => ({ kind: 'instance', change, of: row }));
}

const { Collapsed, None } = vscode.TreeItemCollapsibleState;

function noteItem({ id, text, icon, command }: Extract<HistoryRow, { kind: 'note' }>): vscode.TreeItem {
  const item = new vscode.TreeItem(text, None);
  item.id = `note:${id}`;
  if (icon) item.iconPath = new vscode.ThemeIcon(icon);
  if (command) item.command = { command, title: text };
  item.tooltip = text;
  return item;
}

function uncommittedItem(
  { changes }: Extract<HistoryRow, { kind: 'uncommitted' }>,
  instance: string | undefined,
): vscode.TreeItem {
  const collapsible = instance === undefined && changes.diff.instances.length > 0 ? Collapsed : None;
  const item = new vscode.TreeItem(vscode.l10n.t('Uncommitted changes'), collapsible);
  item.id = 'uncommitted';
  item.description = changes.summary || vscode.l10n.t('the same labels');
  item.iconPath = new vscode.ThemeIcon(
    'circle-filled',
    new vscode.ThemeColor('gitDecoration.modifiedResourceForeground'),
  );
  item.contextValue = 'relabel.uncommitted';
  item.tooltip = vscode.l10n.t('What differs from the last commit, saved or not. Click to see it.');
  return item;
}

function commitItem(
  row: Extract<HistoryRow, { kind: 'commit' }>,
  instance: string | undefined,
  nowMs: number,
): vscode.TreeItem {
  const { entry } = row;
  const summary = changeSummary(entry.before, entry.after, instance);
  const item = new vscode.TreeItem(entry.subject || vscode.l10n.t('(no subject)'));
  item.collapsibleState = rowsBelow(row, instance).length > 0 ? Collapsed : None;
  item.id = `commit:${entry.commit}`;
  const ago = agoWords(entry.atMs, nowMs, (text, ...args) => vscode.l10n.t(text, ...args));
  const who = `${entry.author}, ${ago}`;
  item.description = summary === '' ? who : `${summary} · ${who}`;
  item.iconPath = new vscode.ThemeIcon(entry.parents.length > 1 ? 'git-merge' : 'git-commit');
  item.contextValue = 'relabel.commit';
  item.tooltip = commitTooltip(entry, summary);
  return item;
}

/** Subjects and names come from the repository: they are text, not Markdown. */
function commitTooltip(entry: HistoryEntry, summary: string): vscode.MarkdownString {
  const text = new vscode.MarkdownString(undefined, true);
  const at = new Date(entry.atMs).toLocaleString(vscode.env.language);
  text.appendText(entry.subject).appendMarkdown('\n\n');
  text.appendMarkdown('$(account) ').appendText(`${entry.author} <${entry.email}>`).appendMarkdown('\n\n');
  text.appendMarkdown('$(git-commit) ').appendText(`${entry.shortHash}, ${at}`);
  if (summary !== '') text.appendMarkdown('\n\n$(tag) ').appendText(summary);
  return text;
}

function instanceItem({ change, of }: Extract<HistoryRow, { kind: 'instance' }>): vscode.TreeItem {
  const { name, what } = instanceText(change);
  const item = new vscode.TreeItem(name, None);
  item.id = `${of.kind === 'commit' ? of.entry.commit : 'uncommitted'}:${change.id}`;
  item.description = what;
  const icon = change.before ? (change.after ? 'diff-modified' : 'diff-removed') : 'diff-added';
  item.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor(COLORS[icon]));
  const how = change.before ? (change.after ? 'changed' : 'removed') : 'added';
  item.contextValue = of.kind === 'commit' ? `relabel.instance.${how}` : 'relabel.uncommittedInstance';
  item.tooltip = `${name}: ${what}`;
  return item;
}

const COLORS = {
  'diff-added': 'gitDecoration.addedResourceForeground',
  'diff-modified': 'gitDecoration.modifiedResourceForeground',
  'diff-removed': 'gitDecoration.deletedResourceForeground',
} as const;
