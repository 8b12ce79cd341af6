import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { loadPart } from '../../engine/loadPart';
import { GitError } from '../../engine/versioning/gitError';
import type * as readingPart from '../../engine/versioning/reading';
import type { Versions } from '../../engine/versioning/versions';
import { messageOf } from '../log';
import { settings } from '../settings';

/** The repository that versions a file, or why there is none to ask. */
export type RepositoryOf =
  | { readonly kind: 'ready'; readonly versions: Versions }
  | { readonly kind: 'untrusted' | 'noGit' | 'noRepository' | 'failed'; readonly message: string };

type Root = { readonly root: string } | Exclude<RepositoryOf, { readonly kind: 'ready' }>;

/** A repository may be made, or git installed, at any moment: an answer without one is soon asked for again. */
const NO_ROOT_LIFE_MS = 5_000;

/** Reads versions of labels: one reader, so one git process, for each repository that is looked at. */
export class Repositories implements vscode.Disposable {
  readonly #roots = new Map<string, Promise<Root>>();
  readonly #open = new Map<string, Promise<Versions>>();

  /** Of a file or folder (absolute; it need not exist any more). Never rejects. */
  async of(path: string): Promise<RepositoryOf> {
    if (!vscode.workspace.isTrusted)
      return { kind: 'untrusted', message: vscode.l10n.t('Git runs only in a trusted workspace.') };
    const found = await this.#rootOf(await folderOf(path));
    if (!('root' in found)) return found;
    try {
      return { kind: 'ready', versions: await this.#versions(found.root) };
    } catch (error) {
      return { kind: 'failed', message: messageOf(error) };
    }
  }

  /** The same, for a command: throws with the reason. */
  async versionsOf(path: string): Promise<Versions> {
    const found = await this.of(path);
    if (found.kind === 'ready') return found.versions;
    throw new Error(found.message);
  }

  /** When a commit was made, milliseconds since 1970. Rejects with `GitError`. */
  async dateOf(root: string, commit: string): Promise<number> {
    const { commitTimeMs } = await reading();
    return commitTimeMs({ folder: root, program: settings.gitPath() }, commit);
  }

  /** Git's program or the trust of the workspace changed. */
  forget(): void {
    for (const opened of this.#open.values())
      void opened.then((versions) => versions.dispose()).catch(() => undefined);
    this.#open.clear();
    this.#roots.clear();
  }

  dispose(): void {
    this.forget();
  }

  #rootOf(folder: string): Promise<Root> {
    const known = this.#roots.get(folder);
    if (known) return known;
    const asked = askRoot(folder);
    this.#roots.set(folder, asked);
    void asked.then((found) => {
      if (!('root' in found)) setTimeout(() => this.#roots.delete(folder), NO_ROOT_LIFE_MS).unref();
    });
    return asked;
  }

  #versions(root: string): Promise<Versions> {
    const known = this.#open.get(root);
    if (known) return known;
    const opened = reading().then(({ openVersions }) => openVersions(root, { program: settings.gitPath() }));
    this.#open.set(root, opened);
    opened.catch(() => this.#open.delete(root));
    return opened;
  }
}

/** What runs git is not needed before somebody asks for a version. */
function reading(): Promise<typeof readingPart> {
  return loadPart(import('../../engine/versioning/reading'));
}

/** Git runs in a folder that exists; the one of a deleted file may be gone with it. */
async function folderOf(path: string): Promise<string> {
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isDirectory() || dirname(path) === path) return path;
  return folderOf(dirname(path));
}

async function askRoot(folder: string): Promise<Root> {
  try {
    const { openGit } = await reading();
    const root = await openGit({ program: settings.gitPath() }).rootOf(folder);
    if (root !== undefined) return { root };
    const message = vscode.l10n.t('This image is not in a git repository, so its labels have no history.');
    return { kind: 'noRepository', message };
  } catch (error) {
    const kind = error instanceof GitError && error.kind === 'notInstalled' ? 'noGit' : 'failed';
    return { kind, message: messageOf(error) };
  }
}
