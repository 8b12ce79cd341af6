import * as vscode from 'vscode';
import type { Versions } from '../../../engine/versioning/versions';
import type { CommandServices } from '../../commands/services';
import { commitRowOf, instanceOfRow } from '../history/historyCommands';
import { compare } from './compare';
import { entryEnd, worktreeEnd, type VersionEnd } from './ends';
import { pickVersion, resolvedTitle } from './pickVersion';
import { pathsOf, targetOf, type VersionTarget } from './target';

type Uri = vscode.Uri | undefined;
const t = (text: string, ...args: (string | number | boolean)[]): string => vscode.l10n.t(text, ...args);

/** A commit of the history, or the version that the active editor shows, against the labels as they are now. */
export async function compareWithWorkingTree(
  services: CommandServices,
  _: Uri,
  args: readonly unknown[],
): Promise<void> {
  const shown = shownVersion(services, args);
  if (!shown) return compareWithVersion(services, _, args);
  const { imagePath, fromImagePath, end } = shown;
  const left = { ...end, ...(fromImagePath !== undefined && { imagePath: fromImagePath }) };
  const right = worktreeEnd(t);
  const focus = focusOf(services, args, imagePath);
  await services.versions.showDiff({
    title: `${end.title} ↔ ${right.title}`,
    pairs: [{ imagePath, left, right }],
    ...(focus !== undefined && { focus }),
  });
}

/** An image at a version: of a row of the history, else of the active editor that shows one. */
export interface ShownVersion {
  /** As it is called now; absolute. */
  readonly imagePath: string;
  /** As it is called in that version, when otherwise. */
  readonly fromImagePath?: string;
  readonly end: VersionEnd;
}

export function shownVersion(
  { versions: { history, asOf } }: CommandServices,
  args: readonly unknown[],
): ShownVersion | undefined {
  const row = commitRowOf(args);
  if (row) {
    const { imagePath: fromImagePath } = row.entry;
    const imagePath = history.subject?.imagePath ?? fromImagePath;
    return { imagePath, fromImagePath, end: entryEnd(row.entry, Date.now(), t) };
  }
  const file = asOf.active?.document.file;
  return (
    file && {
      imagePath: file.imagePath,
      end: { revision: file.revision, title: resolvedTitle(file.revision) },
    }
  );
}

/** Labels as they are now against a version that the user picks; of the history, that commit against it. */
export async function compareWithVersion(
  services: CommandServices,
  _: Uri,
  args: readonly unknown[],
): Promise<void> {
  const row = commitRowOf(args);
  const found = await subjectOf(services, args);
  const right = row ? entryEnd(row.entry, Date.now(), t) : worktreeEnd(t);
  const left = await pickVersion(found.repository, {
    title: t('Compare {0}', nameOf(found.target)),
    placeholder: t('Which version is {0} compared with?', right.title),
  });
  const focus = focusIn(services, args, found.target);
  if (left) await compare(services, found.repository, { left, right, target: found.target, focus });
}

/** Two versions that the user picks. */
export async function compareVersions(
  services: CommandServices,
  _: Uri,
  args: readonly unknown[],
): Promise<void> {
  const { repository, target } = await subjectOf(services, args);
  const title = t('Compare {0}', nameOf(target));
  const left = await pickVersion(repository, { title, placeholder: t('The older version') });
  const right =
    left && (await pickVersion(repository, { title, placeholder: t('Compare {0} with…', left.title) }));
  const focus = focusIn(services, args, target);
  if (left && right) await compare(services, repository, { left, right, target, focus });
}

/** The instance that a comparison of an image begins with: that of a row, else the one selected in its editor. */
export function focusOf(
  { versions, editors }: CommandServices,
  args: readonly unknown[],
  imagePath: string,
): string | undefined {
  const row = instanceOfRow(args);
  if (row !== undefined) return row;
  if (commitRowOf(args)) return versions.history.subject?.instance;
  const panel = [editors.active, ...editors.panels].find((each) => each?.document.path === imagePath);
  return panel?.viewState?.selectedId ?? undefined;
}

export function focusIn(
  services: CommandServices,
  args: readonly unknown[],
  target: VersionTarget,
): string | undefined {
  return target.kind === 'image' ? focusOf(services, args, target.imagePath) : undefined;
}

interface Subject {
  readonly repository: Versions;
  readonly target: VersionTarget;
}

/** What was chosen, else the image of the history or of the active editor, else the workspace's data set. */
export async function subjectOf(services: CommandServices, args: readonly unknown[]): Promise<Subject> {
  const { versions, editors, dataSets } = services;
  const inHistory = commitRowOf(args) && versions.history.subject?.imagePath;
  const active = editors.active?.document.path ?? versions.asOf.active?.document.file.imagePath;
  const path = pathsOf(args)[0] ?? inHistory ?? active ?? (await workspaceFolder());
  if (path === undefined) throw new Error(t('Open a folder or an image first.'));
  const repository = await versions.repositories.versionsOf(path);
  return { repository, target: await targetOf(path, dataSets()) };
}

async function workspaceFolder(): Promise<string | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length <= 1) return folders[0]?.uri.fsPath;
  return (await vscode.window.showWorkspaceFolderPick())?.uri.fsPath;
}

/** "images/a.jpg"; a folder of the workspace by its name. */
export function nameOf(target: VersionTarget): string {
  const path = target.kind === 'image' ? target.imagePath : target.path;
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.fsPath === path);
  return folder?.name ?? vscode.workspace.asRelativePath(path);
}
