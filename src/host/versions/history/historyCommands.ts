import * as vscode from 'vscode';
import type { CommandServices } from '../../commands/services';
import { targetOf, pathsOf } from '../compare/target';
import { entryEnd, parentEnd, worktreeEnd } from '../compare/ends';
import type { DiffPair } from '../../diff/request';
import type { ChangeRow, HistoryRow } from './historyRows';

const t = (text: string, ...args: (string | number | boolean)[]): string => vscode.l10n.t(text, ...args);

/** Label History of an image that was chosen in the Explorer or in Source Control, else of the active one. */
export async function showHistory(
  { versions, dataSets, editors }: CommandServices,
  _: vscode.Uri | undefined,
  args: readonly unknown[],
): Promise<void> {
  const [path = editors.active?.document.path ?? versions.asOf.active?.document.file.imagePath] =
    pathsOf(args);
  if (path === undefined) return versions.history.show();
  const target = await targetOf(path, dataSets());
  if (target.kind !== 'image')
    throw new Error(t('{0} is for many images: choose one of them to see its history.', target.path));
  await versions.history.show({ imagePath: target.imagePath });
}

/** A row of the history, as VS Code hands it to a command; undefined for anything else. */
export function rowOf(args: readonly unknown[]): HistoryRow | undefined {
  const [row] = args;
  const isRow = typeof row === 'object' && row !== null && 'kind' in row && typeof row.kind === 'string';
  return isRow && ROWS.has(row.kind as string) ? (row as HistoryRow) : undefined;
}

const ROWS: ReadonlySet<string> = new Set<HistoryRow['kind']>(['commit', 'uncommitted', 'instance']);

/** The change that a row stands for, or is part of. */
export function changeRowOf(args: readonly unknown[]): ChangeRow | undefined {
  const row = rowOf(args);
  if (row?.kind === 'instance') return row.of;
  return row?.kind === 'note' ? undefined : row;
}

/** The commit of a row. */
export function commitRowOf(args: readonly unknown[]): Extract<HistoryRow, { kind: 'commit' }> | undefined {
  const row = changeRowOf(args);
  return row?.kind === 'commit' ? row : undefined;
}

/** What a commit, or the work since the last one, changed on the image. */
export async function showChange(
  { versions }: CommandServices,
  _: vscode.Uri | undefined,
  args: readonly unknown[],
): Promise<void> {
  const row = changeRowOf(args);
  if (!row) return;
  const pair = row.kind === 'commit' ? commitPair(row) : await workPair(row, versions.repositories);
  const focus = instanceOfRow(args) ?? versions.history.subject?.instance;
  await versions.showDiff({
    title: `${pair.left.title} ↔ ${pair.right.title}`,
    pairs: [pair],
    ...(focus !== undefined && { focus }),
  });
}

/** Id of the instance that a row is about. */
export function instanceOfRow(args: readonly unknown[]): string | undefined {
  const row = rowOf(args);
  return row?.kind === 'instance' ? row.change.id : undefined;
}

function commitPair({ entry, older }: Extract<ChangeRow, { kind: 'commit' }>): DiffPair {
  const imagePath = older?.imagePath ?? entry.imagePath;
  return {
    imagePath: entry.imagePath,
    left: { ...parentEnd(entry, t), imagePath },
    right: entryEnd(entry, Date.now(), t),
  };
}

async function workPair(
  { changes: { imagePath } }: Extract<ChangeRow, { kind: 'uncommitted' }>,
  repositories: CommandServices['versions']['repositories'],
): Promise<DiffPair> {
  const versions = await repositories.versionsOf(imagePath);
  const head = await versions.resolve('HEAD');
  return { imagePath, left: { revision: head, title: 'HEAD' }, right: worktreeEnd(t) };
}

/** The full hash. */
export async function copyCommitHash(
  _: CommandServices,
  __: vscode.Uri | undefined,
  args: readonly unknown[],
): Promise<void> {
  const row = commitRowOf(args);
  if (row) await vscode.env.clipboard.writeText(row.entry.commit);
}
