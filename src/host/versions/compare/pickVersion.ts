import * as vscode from 'vscode';
import { RevisionError, revisionTitle, type Revision } from '../../../engine/versioning/revision';
import type { ListedRevision } from '../../../engine/versioning/labelVersions';
import type { Versions } from '../../../engine/versioning/versions';
import { messageOf } from '../../log';
import { agoWords } from '../history/timeWords';
import { commitTitle, indexEnd, worktreeEnd, type VersionEnd } from './ends';

export interface PickVersionOptions {
  readonly title: string;
  readonly placeholder: string;
  /** Only commits: the working tree and the index are no version to restore or to look back at. */
  readonly commitsOnly?: true;
}

interface VersionItem extends vscode.QuickPickItem {
  /** Absent for a line between kinds. */
  readonly version?: () => Promise<VersionEnd>;
}

const COMMITS = 50;
const t = (text: string, ...args: (string | number | boolean)[]): string => vscode.l10n.t(text, ...args);

/**
 * Lets the user choose a version: from branches, tags, stashes, fetched proposals and recent commits, or by typing any
 * name that git knows, or a date. Undefined when the user changed their mind.
 */
export function pickVersion(
  versions: Versions,
  options: PickVersionOptions,
): Promise<VersionEnd | undefined> {
  const pick = vscode.window.createQuickPick<VersionItem>();
  pick.title = options.title;
  pick.placeholder = options.placeholder;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.busy = true;
  pick.show();
  let listed: readonly VersionItem[] = options.commitsOnly ? [] : filesItems();
  const show = (): void => {
    const typed = pick.value.trim();
    pick.items =
      typed === '' || listed.some(({ label }) => label === typed)
        ? listed
        : [...listed, typedItem(versions, typed)];
  };
  show();
  void versions
    .list({ commits: COMMITS })
    .then((found) => (listed = [...listed, ...listedItems(found)]))
    .catch((error: unknown) => (pick.placeholder = messageOf(error)))
    .finally(() => {
      pick.busy = false;
      show();
    });
  return new Promise((resolve) => {
    const accept = async (): Promise<void> => {
      const [item] = pick.selectedItems;
      if (!item?.version) return;
      pick.busy = true;
      try {
        const end = await item.version();
        if (options.commitsOnly && end.revision.kind !== 'commit')
          throw new RevisionError(t('{0} is no commit.', revisionTitle(end.revision)));
        resolve(end);
        pick.hide();
      } catch (error) {
        pick.items = [failedItem(error), ...listed];
      } finally {
        pick.busy = false;
      }
    };
    pick.onDidChangeValue(show);
    pick.onDidAccept(() => void accept());
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
  });
}

function filesItems(): VersionItem[] {
  const fixed = (end: VersionEnd, icon: string, description: string): VersionItem => ({
    label: end.title,
    iconPath: new vscode.ThemeIcon(icon),
    description,
    version: () => Promise.resolve(end),
  });
  return [
    fixed(worktreeEnd(t), 'edit', t('the labels as they are now')),
    fixed(indexEnd(t), 'diff-added', t('the labels that the next commit takes')),
  ];
}

const GROUPS: readonly (readonly [ListedRevision['kind'], () => string, icon: string])[] = [
  ['branch', () => t('branches'), 'git-branch'],
  ['tag', () => t('tags'), 'tag'],
  ['proposal', () => t('pull and merge requests'), 'git-pull-request'],
  ['stash', () => t('stashes'), 'archive'],
  ['commit', () => t('recent commits'), 'git-commit'],
  ['remote', () => t('remote branches'), 'cloud'],
];

function listedItems(listed: readonly ListedRevision[]): VersionItem[] {
  return GROUPS.flatMap(([kind, title, icon]) => {
    const items = listed.filter((one) => one.kind === kind).map((one) => listedItem(one, icon));
    if (items.length === 0) return [];
    return [{ label: title(), kind: vscode.QuickPickItemKind.Separator }, ...items];
  });
}

function listedItem(one: ListedRevision, icon: string): VersionItem {
  const { kind, name, commit, shortHash, author, atMs, subject } = one;
  const nowMs = Date.now();
  const ago = agoWords(atMs, nowMs, t);
  const isCommit = kind === 'commit';
  return {
    label: isCommit ? shortHash : name,
    iconPath: new vscode.ThemeIcon(one.isCurrent ? 'check' : icon),
    description: isCommit ? subject : `${shortHash} ${author}, ${ago}`,
    ...(isCommit ? { detail: `${author}, ${ago}` } : subject !== '' && { detail: subject }),
    version: () =>
      Promise.resolve({
        revision: { kind: 'commit', commit, name: isCommit ? shortHash : name } satisfies Revision,
        title: commitTitle(one, isCommit ? undefined : name, nowMs, t),
      }),
  };
}

/** Any name that git knows, and dates. */
function typedItem(versions: Versions, typed: string): VersionItem {
  return {
    label: t('Use “{0}”', typed),
    iconPath: new vscode.ThemeIcon('search'),
    description: t('any name git knows (HEAD~2, a hash), or a date (2026-01-31)'),
    alwaysShow: true,
    version: async () => {
      const revision = await versions.resolve(typed);
      return { revision, title: resolvedTitle(revision) };
    },
  };
}

const SHORT_HASH_CHARS = 7;

/** "HEAD~2 (3f2a91c)". */
export function resolvedTitle(revision: Revision): string {
  if (revision.kind === 'worktree') return worktreeEnd(t).title;
  if (revision.kind === 'index') return indexEnd(t).title;
  if (revision.kind !== 'commit') return revisionTitle(revision);
  const hash = revision.commit.slice(0, SHORT_HASH_CHARS);
  return revision.commit.startsWith(revision.name) ? hash : `${revision.name} (${hash})`;
}

function failedItem(error: unknown): VersionItem {
  return { label: messageOf(error), iconPath: new vscode.ThemeIcon('error'), alwaysShow: true };
}
