import { dirname, join, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import type { AnnotationDoc } from '../../core/annotation/document';
import { parseSidecar } from '../../core/annotation/sidecar';
import { openFile } from '../../core/formats/inPlace/fileText';
import { compareCodePoints } from '../../core/dataset/pathOrder';
import { concurrently } from '../../engine/concurrently';
import { isSchemaFile } from '../../engine/dataset/images';
import { isSidecar } from '../../engine/dataset/sidecars';
import { labelFileAt } from '../../engine/dataset/stores/labelFileAt';
import type { LabelStore } from '../../engine/dataset/stores/labelStore';
import { contextOf, readStore } from '../../engine/dataset/stores/readStore';
import { openGit, type Git } from '../../engine/versioning/git';
import { GitError } from '../../engine/versioning/gitError';
import type { ChangedFile } from '../../engine/versioning/porcelain';
import { isAbortError } from '../../protocol/rpcError';
import { readSidecar } from '../editor/sidecarFile';
import { messageOf } from '../log';
import { settings } from '../settings';
import { commitBody, commitMessage, itemSummary, type CommitItem } from './commitSummary';
import type { CommandServices } from './services';

/** What we commit: labels and the files that say what they mean. */
const GLOBS = ['**/*.labels.json', '**/relabel.yaml', '**/relabel.yml'];
/** Label files of other formats, and the files that list their classes, have one of these names; most such files are none. */
const OTHER_GLOBS = ['**/*.txt', '**/*.xml', '**/*.json', '**/*.yaml', '**/*.yml', '**/.labelstudio/*.json'];
/** Each file costs a git process; a thousand at once are too many. */
const PROCESSES_AT_ONCE = 6;

/** Says in words what changed, lets the user pick and word it, and commits these files and nothing else. */
export function commitLabels(services: CommandServices): Promise<void> {
  return commitLabelsAs(services);
}

/** The same with a message that is proposed instead of what changed in numbers. */
export async function commitLabelsAs(services: CommandServices, proposed?: string): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    const text = vscode.l10n.t('Git runs only in a trusted workspace.');
    return void vscode.window.showWarningMessage(text);
  }
  try {
    const root = await findRepository(services);
    if (root === undefined || !(await saveFirst(services)) || !(await mayCommit(root))) return;
    const items = await collect(services, root);
    const picked = items && (await pick(items));
    const message = picked && (await askMessage(picked, proposed));
    if (picked && message) await commit(services, root, picked, message);
  } catch (error) {
    if (isAbortError(error) || (error instanceof GitError && error.kind === 'cancelled')) return;
    services.log.error(error instanceof Error ? error : String(error));
    await tellFailure(services, error);
  }
}

function git(signal?: AbortSignal): Git {
  return openGit({ program: settings.gitPath(), signal });
}

/** The repository of the active image, else of the workspace; offers to make one where there is none. */
async function findRepository({ editors }: CommandServices): Promise<string | undefined> {
  const active = editors.active?.document.path;
  const folders = active === undefined ? workspacePaths() : [dirname(active)];
  const roots = new Set<string>();
  for (const folder of folders) {
    const root = await git().rootOf(folder);
    if (root !== undefined) roots.add(root);
  }
  if (roots.size > 1) return vscode.window.showQuickPick([...roots], { title: vscode.l10n.t('Repository') });
  return [...roots][0] ?? makeRepository(active);
}

function workspacePaths(): string[] {
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
}

async function makeRepository(active: string | undefined): Promise<string | undefined> {
  const uri = active === undefined ? undefined : vscode.Uri.file(active);
  const folder = (uri && vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath) ?? workspacePaths()[0];
  if (folder === undefined) return undefined;
  const make = vscode.l10n.t('Make a Git Repository');
  const text = vscode.l10n.t('{0} is not in a git repository, so labels cannot be committed.', folder);
  if ((await vscode.window.showInformationMessage(text, { modal: true }, make)) !== make) return undefined;
  await git().init(folder);
  return git().rootOf(folder);
}

/** What is unsaved is not on disk and would be missing. False when the user wants to stop here. */
async function saveFirst({ editors }: CommandServices): Promise<boolean> {
  await Promise.all(editors.documents.map((document) => document.settle()));
  const unsaved = editors.documents.filter(({ labels }) => labels.dirty);
  if (unsaved.length === 0) return true;
  const save = vscode.l10n.t('Save and Go On');
  const without = vscode.l10n.t('Go On Without');
  const text = vscode.l10n.t('{0} images have unsaved labels.', unsaved.length);
  const answer = await vscode.window.showWarningMessage(text, { modal: true }, save, without);
  if (answer !== save) return answer === without;
  for (const { uri } of unsaved) if (!(await vscode.workspace.save(uri))) return false;
  return true;
}

async function mayCommit(root: string): Promise<boolean> {
  const { operation, branch, hasCommits } = await git().state(root);
  if (operation === 'merge' || operation === 'cherry-pick' || operation === 'revert') {
    const text = vscode.l10n.t(
      'A {0} is under way: finish or abort it first, then commit the labels.',
      operation,
    );
    void vscode.window.showWarningMessage(text);
    return false;
  }
  const warning = operation
    ? vscode.l10n.t('A {0} is under way: the commit becomes part of it.', operation)
    : branch === undefined && hasCommits
      ? vscode.l10n.t('No branch is checked out (detached HEAD): the commit is easily lost.')
      : undefined;
  if (warning === undefined) return true;
  const goOn = vscode.l10n.t('Commit Anyway');
  return (await vscode.window.showWarningMessage(warning, { modal: true }, goOn)) === goOn;
}

/** Reads what changed; undefined when there is nothing to commit, which is then said. */
function collect(services: CommandServices, root: string): Thenable<readonly CommitItem[] | undefined> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    cancellable: true,
    title: vscode.l10n.t('Looking for changed labels'),
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    const signal = abortOn(token);
    const changed = await git(signal).changed(root, [...GLOBS, ...OTHER_GLOBS]);
    const files = await ofLabels(services, root, changed);
    const conflict = files.find(({ change }) => change === 'conflicted');
    if (conflict) {
      const text = vscode.l10n.t('{0} is in conflict: resolve it first, then commit.', conflict.path);
      return void vscode.window.showWarningMessage(text);
    }
    if (files.length === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('There is nothing to commit: all labels are committed.'),
      );
      return undefined;
    }
    progress.report({ message: vscode.l10n.t('{0} files', files.length) });
    const repo = git(signal);
    const items: CommitItem[] = [];
    const add = async (file: ChangedFile): Promise<void> => {
      items.push(await itemOf(services, root, file, repo));
    };
    await concurrently(files, PROCESSES_AT_ONCE, add, signal);
    return items.sort((a, b) => compareCodePoints(a.file.path, b.file.path));
  });
}

/** Those that hold labels or say what they mean. */
async function ofLabels(
  { dataSets }: CommandServices,
  root: string,
  files: readonly ChangedFile[],
): Promise<readonly ChangedFile[]> {
  const found = new Set<ChangedFile>();
  const look = async (file: ChangedFile): Promise<void> => {
    const path = absolute(root, file);
    if (isSidecar(path) || isSchemaFile(path) || (await labelFileAt(path, dataSets()))) found.add(file);
  };
  await concurrently(files, PROCESSES_AT_ONCE, look);
  return files.filter((file) => found.has(file));
}

function absolute(root: string, { path }: ChangedFile): string {
  return join(root, ...path.split('/'));
}

/** Labels of one image in another format, before and after. */
async function storeItem(root: string, file: ChangedFile, store: LabelStore, repo: Git): Promise<CommitItem> {
  const text = file.untracked ? undefined : await repo.committedText(root, file.path);
  const before = text === undefined ? undefined : openFile(store.file, text, await contextOf(store), []);
  const { read } = await readStore(store, before?.ok ? before.known : []);
  if (read.kind === 'broken') return { file, problem: read.problem.message };
  const after = read.kind === 'ok' && file.change !== 'deleted' ? read.doc : undefined;
  return {
    file,
    labels: { path: slashed(root, store.imagePath), before: before?.ok ? before.doc : undefined, after },
  };
}

function slashed(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}

async function itemOf(
  services: CommandServices,
  root: string,
  file: ChangedFile,
  repo: Git,
): Promise<CommitItem> {
  const path = absolute(root, file);
  if (!isSidecar(path)) {
    const found = await labelFileAt(path, services.dataSets());
    return found?.kind === 'image' ? storeItem(root, file, found.store, repo) : { file };
  }
  const image = slashed(root, await services.dataSets().sidecars.imageOf(path));
  const before = file.untracked ? undefined : documentIn(await repo.committedText(root, file.path));
  const after = file.change === 'deleted' ? undefined : await readSidecar(path);
  if (after?.kind === 'broken') return { file, problem: after.problem.message };
  const doc = after?.kind === 'ok' ? after.doc : undefined;
  return { file, labels: { path: image, before, after: doc } };
}

function documentIn(text: string | undefined): AnnotationDoc | undefined {
  const parsed = text === undefined ? undefined : parseSidecar(text);
  return parsed?.ok ? parsed.doc : undefined;
}

async function pick(items: readonly CommitItem[]): Promise<readonly CommitItem[] | undefined> {
  const choices = items.map((item) => ({
    item,
    label: item.labels?.path ?? item.file.path,
    description: itemSummary(item),
    picked: item.problem === undefined,
    iconPath: new vscode.ThemeIcon(item.problem === undefined ? 'tag' : 'error'),
  }));
  const picked = await vscode.window.showQuickPick(choices, {
    title: vscode.l10n.t('Commit Labels: {0}', commitMessage(items)),
    placeHolder: vscode.l10n.t('Files to commit; nothing else in the repository is touched'),
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDescription: true,
  });
  return picked && picked.length > 0 ? picked.map(({ item }) => item) : undefined;
}

/** The first line is asked for; where it was too short to say everything, a list by class follows it. */
async function askMessage(
  items: readonly CommitItem[],
  proposed = commitMessage(items),
): Promise<string | undefined> {
  const body = commitBody(items);
  const line = await vscode.window.showInputBox({
    title: vscode.l10n.t('Commit Labels'),
    prompt: body
      ? vscode.l10n.t('Commit message; a list by class is added below it')
      : vscode.l10n.t('Commit message'),
    value: proposed,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('A commit needs a message.') : undefined),
  });
  return line && body ? `${line}\n\n${body}` : line;
}

async function commit(
  services: CommandServices,
  root: string,
  items: readonly CommitItem[],
  message: string,
): Promise<void> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    cancellable: true,
    title: vscode.l10n.t('Committing labels'),
  };
  const { commit: hash } = await vscode.window.withProgress(options, (_, token) =>
    git(abortOn(token)).commitOnly(
      root,
      items.map(({ file }) => file),
      message,
    ),
  );
  services.log.info(`${root}: committed ${hash}: ${message}`);
  services.repositoryChanged();
  void vscode.commands.executeCommand('setContext', 'relabel.committed', true);
  void vscode.window.showInformationMessage(vscode.l10n.t('Committed {0}: {1}', hash, message));
}

async function tellFailure({ log }: CommandServices, error: unknown): Promise<void> {
  const openLog = vscode.l10n.t('Show Log');
  const text = vscode.l10n.t('The labels were not committed. {0}', messageOf(error));
  if ((await vscode.window.showErrorMessage(text, openLog)) === openLog) log.show();
}

function abortOn(token: vscode.CancellationToken): AbortSignal {
  const controller = new AbortController();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
