import { dirname, join, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { isImageName } from '../../core/dataset/imageNames';
import { remotesOf } from '../../core/dvc/dvcConfig';
import type { DvcOut } from '../../core/dvc/dvcFile';
import { ExpiringCache } from '../../engine/dataset/expiringCache';
import { ancestors, exists } from '../../engine/dataset/findUp';
import { dvcRepoOf, localRemoteFolder, type DvcRepo } from '../../engine/dvc/dvcRepo';
import { findObject, folderFiles } from '../../engine/dvc/objects';
import { OutComparer, type FileState } from '../../engine/dvc/outState';
import { readTracker, type Tracker } from '../../engine/dvc/trackers';
import type { GitChanges } from '../gitChanges';
import { messageOf, type Log } from '../log';
import type { NotPushed } from './notPushed';

const FOLDER_LIFE_MS = 5_000;
const SETTLE_MS = 150;
/** Bytes that may be read for one row to work out a hash. */
const ROW_BUDGET_BYTES = 64 * 1024 * 1024;
const MAX_NAMED = 500;
/** Larger folders are not looked through for a badge. */
const MAX_FOLDER_FILES = 5_000;

/** What DVC knows around a folder. */
interface Around {
  /** Git's root: what paths are relative to. */
  readonly root: string;
  readonly repo: DvcRepo;
  readonly found: { readonly tracker: Tracker; readonly out: DvcOut } | undefined;
}

/** A row's state: data changed, to be added, recorded but not committed, not on the remote. */
type DataState = 'changed' | 'toAdd' | 'toCommit' | 'toPush';

/**
 * Badges of images, folders and `.dvc` files that DVC tracks, asked only for rows in sight and worked out from `.dvc` files, the
 * cache and the disk: no program is started. Whether something is to be pushed is
 * known for remotes on this machine, and for others since they were last asked.
 */
export class DataDecorations implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #git: GitChanges;
  readonly #notPushed: NotPushed;
  readonly #log: Log;
  readonly #changed = new vscode.EventEmitter<vscode.Uri[] | undefined>();
  readonly #folders = new ExpiringCache<Around | undefined>(FOLDER_LIFE_MS);
  readonly #waiting = new Set<string>();
  readonly #disposables: vscode.Disposable[];
  #timer: NodeJS.Timeout | undefined;
  readonly onDidChangeFileDecorations = this.#changed.event;

  constructor(git: GitChanges, notPushed: NotPushed, log: Log) {
    this.#git = git;
    this.#notPushed = notPushed;
    this.#log = log;
    this.#disposables = [
      this.#changed,
      git.onChange(() => this.allChanged()),
      notPushed.onChange(() => this.allChanged()),
      vscode.window.registerFileDecorationProvider(this),
    ];
  }

  async provideFileDecoration(
    uri: vscode.Uri,
    token: vscode.CancellationToken,
  ): Promise<vscode.FileDecoration | undefined> {
    const path = uri.fsPath;
    if (uri.scheme !== 'file') return undefined;
    try {
      const looks = await this.#looksOf(path);
      return looks && !token.isCancellationRequested ? decoration(looks) : undefined;
    } catch (error) {
      this.#log.debug(`${path}: ${messageOf(error)}`);
      return undefined;
    }
  }

  /** An image or a `.dvc` file came, went or changed. */
  fileChanged(path: string): void {
    if (path.endsWith('.dvc')) return this.allChanged();
    this.#waiting.add(path);
    this.#timer ??= setTimeout(() => this.#tell(), SETTLE_MS);
  }

  allChanged(): void {
    this.#folders.clear();
    this.#changed.fire(undefined);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #tell(): void {
    this.#timer = undefined;
    // What changes in a folder may change the badge of those above it.
    const paths = [
      ...new Set([...this.#waiting].flatMap((path) => [path, dirname(path), dirname(dirname(path))])),
    ];
    this.#waiting.clear();
    this.#changed.fire(paths.length > MAX_NAMED ? undefined : paths.map((path) => vscode.Uri.file(path)));
  }

  async #looksOf(path: string): Promise<Looks | undefined> {
    const around = await this.#around(dirname(path));
    if (!around) return undefined;
    if (!path.endsWith('.dvc') && !isImageName(path)) return folderLooks(around, path);
    const state = path.endsWith('.dvc') ? await this.#trackerState(path) : await this.#imageState(path);
    return state && looksOf(state);
  }

  async #trackerState(path: string): Promise<DataState | undefined> {
    const repo = await this.#around(dirname(path));
    return repo && this.#git.has(path) ? 'toCommit' : undefined;
  }

  async #imageState(path: string): Promise<DataState | undefined> {
    const around = await this.#around(dirname(path));
    if (!around) return undefined;
    const own = slashed(relative(around.root, path));
    const found = (await single(around.root, own)) ?? around.found;
    if (!found || found.out.stage !== undefined) return undefined;
    const comparer = new OutComparer(around.root, around.repo.cacheFolder, { budgetBytes: ROW_BUDGET_BYTES });
    const state = STATES[await comparer.file(found.out, own)];
    if (state !== undefined) return state;
    const isHere = this.#notPushed.has(path) || (await isOnlyHere(around.repo, found.out, own));
    return isHere ? 'toPush' : undefined;
  }

  #around(folder: string): Promise<Around | undefined> {
    return this.#folders.get(folder, () => lookAround(folder));
  }
}

const STATES: Readonly<Partial<Record<FileState, DataState>>> = { modified: 'changed', added: 'toAdd' };

async function lookAround(folder: string): Promise<Around | undefined> {
  const repo = await dvcRepoOf(folder);
  if (!repo) return undefined;
  let root = repo.root;
  for (const at of ancestors(repo.root)) {
    if (!(await exists(join(at, '.git')))) continue;
    root = at;
    break;
  }
  return { root, repo, found: await covering(root, slashed(relative(root, folder))) };
}

/** The tracked folder that a folder is or lies in. */
async function covering(root: string, folder: string): Promise<Around['found']> {
  const names = folder.split('/');
  for (let depth = names.length; depth > 0; depth--) {
    const found = await single(root, names.slice(0, depth).join('/'));
    if (found?.out.isFolder) return found;
  }
  return undefined;
}

async function single(root: string, path: string): Promise<Around['found']> {
  if (path === '') return undefined;
  const tracker = await readTracker(root, `${path}.dvc`);
  const out = tracker?.outs.find((one) => one.path === path);
  return tracker && out ? { tracker, out } : undefined;
}

async function isOnlyHere(repo: DvcRepo, out: DvcOut, path: string): Promise<boolean> {
  const remotes = remotesOf(repo.config);
  const remote = remotes.find(({ name, isDefault }) =>
    out.remote === undefined ? isDefault : name === out.remote,
  );
  const folder = remote && localRemoteFolder(repo, remote.url);
  if (folder === undefined) return false;
  const files = out.isFolder ? await folderFiles(repo.cacheFolder, out) : undefined;
  const md5 = files?.ok
    ? files.value.get(path.slice(out.path.length + 1))?.md5
    : out.isFolder
      ? undefined
      : out.md5;
  return md5 !== undefined && (await findObject(folder, md5, out.hash)) === undefined;
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}

interface Looks {
  readonly badge: string;
  readonly tooltip: string;
  /** Id of a theme colour. */
  readonly color: string;
}

/** A tracked folder says in numbers what differs in it, as far as names and sizes tell. */
async function folderLooks({ root, repo }: Around, path: string): Promise<Looks | undefined> {
  const found = await single(root, slashed(relative(root, path)));
  if (!found?.out.isFolder || (found.out.fileCount ?? Infinity) > MAX_FOLDER_FILES) return undefined;
  const comparer = new OutComparer(root, repo.cacheFolder, { budgetBytes: 0 });
  const { added, modified, deleted, notPulled } = await comparer.all(found.out);
  const words = [
    ...(added.length > 0 ? [vscode.l10n.t('{0} to be added', added.length)] : []),
    ...(modified.length > 0 ? [vscode.l10n.t('{0} changed', modified.length)] : []),
    ...(deleted.length > 0 ? [vscode.l10n.t('{0} deleted', deleted.length)] : []),
    ...(notPulled.length > 0 ? [vscode.l10n.t('{0} not pulled', notPulled.length)] : []),
  ];
  if (words.length === 0) return undefined;
  const isChanged = added.length + modified.length + deleted.length > 0;
  return {
    ...looksOf(isChanged ? 'changed' : 'toPush'),
    badge: isChanged ? 'Δ' : '↓',
    tooltip: words.join(', '),
  };
}

function looksOf(state: DataState): Looks {
  const [modified, fresh] = [
    'gitDecoration.modifiedResourceForeground',
    'gitDecoration.untrackedResourceForeground',
  ];
  switch (state) {
    case 'changed':
      return { badge: 'Δ', tooltip: vscode.l10n.t('Image changed since DVC recorded it'), color: modified };
    case 'toAdd':
      return { badge: '+', tooltip: vscode.l10n.t('Not recorded by DVC yet'), color: fresh };
    case 'toCommit':
      return { badge: 'C', tooltip: vscode.l10n.t('Recorded by DVC, not committed to git'), color: modified };
    case 'toPush':
      return { badge: '↑', tooltip: vscode.l10n.t('Not on the DVC remote yet'), color: 'charts.blue' };
  }
}

function decoration({ badge, tooltip, color }: Looks): vscode.FileDecoration {
  const made = new vscode.FileDecoration(badge, `DVC: ${tooltip}`, new vscode.ThemeColor(color));
  made.propagate = false;
  return made;
}
