import * as vscode from 'vscode';
import type { VersionPlan } from '../../core/versioning/plan';
import type { DataChoice } from '../../engine/versioning/version/dataChoices';
import { pushTarget } from '../../engine/versioning/version/pushTarget';
import { refusedTag } from '../../engine/versioning/version/tags';
import type { VersionState } from '../../engine/versioning/version/versionState';
import type { DataTools } from './dataTools';

/** What the user wants in the version; data as it was chosen. */
export type AskedPlan = Omit<VersionPlan, 'data'> & { readonly data: readonly DataChoice[] };

const TITLE = (): string => vscode.l10n.t('Version Data and Labels');

/** Asks step by step; undefined when the user stops, or when there is nothing to version, which is said. */
export async function askPlan(
  tools: DataTools,
  state: VersionState,
  fresh: readonly DataChoice[],
): Promise<AskedPlan | undefined> {
  const chosen = await askContent(tools, state, fresh);
  if (!chosen) return undefined;
  const message = await askMessage(chosen.words);
  if (message === undefined) return undefined;
  const then = await askThen(tools);
  if (!then) return undefined;
  // Without a place to push to, nobody should type a tag and notes first.
  const pushGit = then.isPushed ? await pushTarget(tools.git) : undefined;
  const tag = then.isTagged ? await askTag(tools, message) : undefined;
  if (then.isTagged && !tag) return undefined;
  return {
    data: chosen.data,
    labels: chosen.labels,
    message,
    ...(tag && { tag }),
    pushData: then.isPushed && tools.dvc !== undefined,
    ...(pushGit && { pushGit }),
  };
}

interface Content {
  readonly data: readonly DataChoice[];
  readonly labels: readonly string[];
  /** What it is, for the message. */
  readonly words: string;
}

interface ContentItem extends vscode.QuickPickItem {
  readonly data?: DataChoice;
  readonly labels?: readonly string[];
}

async function askContent(
  tools: DataTools,
  state: VersionState,
  fresh: readonly DataChoice[],
): Promise<Content | undefined> {
  const { labels } = state;
  const items: ContentItem[] = [
    ...(tools.dvc ? [...state.data, ...fresh].map(dataItem) : []),
    ...(labels.files.length > 0 ? [labelsItem(state)] : []),
  ];
  if (tools.absent !== undefined && state.data.length > 0)
    void vscode.window.showWarningMessage(vscode.l10n.t('Images are left out. {0}', tools.absent));
  if (items.length === 0) {
    const text = vscode.l10n.t('There is nothing to version: images and labels are as committed.');
    void vscode.window.showInformationMessage(text);
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(items, {
    title: TITLE(),
    placeHolder: [
      vscode.l10n.t('What the version takes in; nothing else in the repository is touched'),
      ...(tools.dvc ? [`DVC ${tools.dvc.program.version}`] : []),
    ].join(' · '),
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDetail: true,
  });
  if (!picked || picked.length === 0) return undefined;
  return {
    data: picked.flatMap((item) => item.data ?? []),
    labels: picked.flatMap((item) => item.labels ?? []),
    words: picked.map((item) => (item.labels ? labels.text : item.label)).join('; '),
  };
}

function dataItem(data: DataChoice): ContentItem {
  return {
    data,
    label: data.title,
    description:
      data.targets.length === 0
        ? vscode.l10n.t('recorded by DVC already')
        : vscode.l10n.t('images, with DVC'),
    picked: data.isSuggested,
    ...(data.note !== undefined && { detail: data.note }),
  };
}

function labelsItem({ labels }: VersionState): ContentItem {
  const files = labels.files.filter(({ change }) => change !== 'conflicted').map(({ path }) => path);
  return {
    labels: files,
    label: labels.text,
    description: vscode.l10n.t('labels, with git'),
    picked: true,
  };
}

function askMessage(words: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: TITLE(),
    prompt: vscode.l10n.t('Commit message'),
    value: words,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('A commit needs a message.') : undefined),
  });
}

async function askThen({ dvc }: DataTools): Promise<{ isTagged: boolean; isPushed: boolean } | undefined> {
  const tag = { label: vscode.l10n.t('Tag it with notes'), picked: false };
  const push = {
    label: dvc ? vscode.l10n.t('Push images (DVC) and commit (git)') : vscode.l10n.t('Push to git'),
    picked: false,
  };
  const picked = await vscode.window.showQuickPick([tag, push], {
    title: TITLE(),
    placeHolder: vscode.l10n.t('After the commit'),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  return picked && { isTagged: picked.includes(tag), isPushed: picked.includes(push) };
}

async function askTag({ git }: DataTools, message: string): Promise<VersionPlan['tag'] | undefined> {
  const name = await vscode.window.showInputBox({
    title: TITLE(),
    prompt: vscode.l10n.t('Name of the tag, such as v2'),
    ignoreFocusOut: true,
    validateInput: (text) => refusedTag(git, text),
  });
  if (name === undefined) return undefined;
  const notes = await vscode.window.showInputBox({
    title: TITLE(),
    prompt: vscode.l10n.t('Notes: what is new in this version'),
    value: message,
    ignoreFocusOut: true,
  });
  return notes === undefined ? undefined : { name, notes };
}
