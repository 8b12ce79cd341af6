import { basename, join, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { compareCodePoints } from '../../../core/dataset/pathOrder';
import type { CommitRevision } from '../../../engine/versioning/revision';
import type { Versions } from '../../../engine/versioning/versions';
import type { ImagePosition, ReadOnlyInfo } from '../../../protocol/editor';
import type { EditorServices } from '../../editor/provider';
import { VIEW_TYPE } from '../../editor/provider';
import type { Repositories } from '../repositories';
import { withProgress } from '../withProgress';
import { imageTree, type ImageFolder } from './imageTree';
import { VersionDocument } from './versionDocument';
import { VersionFs } from './versionFs';
import { VersionImages } from './versionImages';
import { VersionPanel } from './versionPanel';
import { parseVersionUri, versionUri } from './versionUri';

const VIEW_ID = 'relabel.asOf';

export type AsOfServices = Pick<
  EditorServices,
  'log' | 'dataSets' | 'loader' | 'extensionUri' | 'keys' | 'settings'
> & {
  readonly repositories: Repositories;
  /** Where pictures of versions may be kept. */
  readonly imagesFolder: string;
};

/** The version whose images are listed. */
export interface OpenVersion {
  readonly versions: Versions;
  readonly revision: CommitRevision;
  /** "v1 (3f2a91c, 12 May 2026)". */
  readonly title: string;
  /** Absolute, in the order of their paths. */
  readonly images: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
}

/** A row of the list: a folder, or an image (absolute path). */
export type AsOfRow =
  | { readonly kind: 'folder'; readonly folder: ImageFolder }
  | { readonly kind: 'image'; readonly imagePath: string };

/** "Labels as of…": the data set's labels at a commit, listed and opened to be looked at. */
export class AsOf implements vscode.TreeDataProvider<AsOfRow>, vscode.Disposable {
  readonly #services: AsOfServices;
  readonly #images: VersionImages;
  readonly #panels = new Set<VersionPanel>();
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #view: vscode.TreeView<AsOfRow>;
  readonly #disposables: readonly vscode.Disposable[];
  readonly #titles = new Map<string, string>();
  readonly onDidChangeTreeData = this.#changed.event;
  #open: OpenVersion | undefined;
  #tree: ImageFolder | undefined;
  #active: VersionPanel | undefined;

  constructor(services: AsOfServices) {
    this.#services = services;
    this.#images = new VersionImages(services.imagesFolder);
    this.#view = vscode.window.createTreeView(VIEW_ID, { treeDataProvider: this, showCollapseAll: true });
    this.#disposables = [
      this.#view,
      this.#changed,
      new VersionFs(services.repositories, this.#images).register(),
    ];
  }

  /** The editor of a version that the user is in. */
  get active(): VersionPanel | undefined {
    return this.#active;
  }

  /** The version that is listed. */
  get open(): OpenVersion | undefined {
    return this.#open;
  }

  get images(): VersionImages {
    return this.#images;
  }

  /** Lists the images that have labels in a version; opens one of them: `first`, or the first of the list. */
  async show(versions: Versions, revision: CommitRevision, title: string, first?: string): Promise<void> {
    const images = await withProgress(vscode.l10n.t('Labels as of {0}', title), (signal, say) =>
      listImages(versions, revision, signal, say),
    );
    if (!images) return;
    this.#titles.set(revision.commit, title);
    this.#open = { versions, revision, title, images, indexOf: new Map(images.map((path, i) => [path, i])) };
    this.#tree = imageTree(images.map((path) => slashed(versions.root, path)));
    this.#view.description = title;
    this.#view.message = images.length === 0 ? vscode.l10n.t('No image has labels in this version.') : '';
    await vscode.commands.executeCommand('setContext', 'relabel.asOf', true);
    this.#changed.fire(undefined);
    for (const panel of this.#panels) panel.positionChanged();
    this.#unfold();
    const image = first !== undefined && this.#open.indexOf.has(first) ? first : (first ?? images[0]);
    if (image !== undefined) await this.openImage({ revision, imagePath: image });
  }

  /** Opens an image's labels of a version; remembers what the version is called. */
  async openImage(
    file: { readonly revision: CommitRevision; readonly imagePath: string },
    title?: string,
  ): Promise<void> {
    if (title !== undefined) this.#titles.set(file.revision.commit, title);
    await vscode.commands.executeCommand('vscode.openWith', versionUri(file), VIEW_TYPE, {
      preview: true,
      ...(this.#active?.webviewPanel.viewColumn && { viewColumn: this.#active.webviewPanel.viewColumn }),
    });
  }

  /** The list goes away, and with it the editors of that version. */
  async close(): Promise<void> {
    const commit = this.#open?.revision.commit;
    this.#open = undefined;
    this.#tree = undefined;
    this.#changed.fire(undefined);
    await vscode.commands.executeCommand('setContext', 'relabel.asOf', false);
    for (const panel of this.#panels)
      if (panel.document.file.revision.commit === commit) panel.webviewPanel.dispose();
  }

  /** The image `step` places on in the version that the active editor shows. */
  async step(step: 1 | -1): Promise<void> {
    const panel = this.#active;
    if (!panel) return;
    const { revision, imagePath } = panel.document.file;
    const open = await this.#listOf(panel.document);
    const at = open?.indexOf.get(imagePath) ?? -1;
    const next = open?.images[at + step];
    if (next !== undefined && at + step >= 0) return this.openImage({ revision, imagePath: next });
    panel.notice(
      step > 0 ? vscode.l10n.t('This is the last image.') : vscode.l10n.t('This is the first image.'),
    );
  }

  /** Opens a document of our own scheme; undefined for other addresses. */
  async openDocument(uri: vscode.Uri): Promise<VersionDocument | undefined> {
    const file = parseVersionUri(uri);
    if (!file) return undefined;
    const { dataSets, loader, repositories } = this.#services;
    return VersionDocument.open(uri, file, { dataSets, loader, repositories, images: this.#images });
  }

  /** Shows it in a panel that VS Code gives. */
  showDocument(document: VersionDocument, webviewPanel: vscode.WebviewPanel): void {
    const { log, extensionUri, loader, keys, settings } = this.#services;
    const panel = new VersionPanel(document, webviewPanel, {
      ...{ log, extensionUri, loader, keys, settings },
      imagesFolder: this.#images.folder,
      position: (shown) => this.#position(shown),
      banner: (shown) => this.#banner(shown),
    });
    this.#panels.add(panel);
    const follow = (): void => this.#follow(panel);
    const changes = webviewPanel.onDidChangeViewState(follow);
    webviewPanel.onDidDispose(() => {
      changes.dispose();
      this.#panels.delete(panel);
      if (this.#active === panel) this.#active = undefined;
      panel.dispose();
    });
    follow();
  }

  getTreeItem(row: AsOfRow): vscode.TreeItem {
    if (row.kind === 'folder') {
      const item = new vscode.TreeItem(row.folder.name, vscode.TreeItemCollapsibleState.Collapsed);
      item.id = row.folder.path;
      item.description = String(row.folder.count);
      item.iconPath = vscode.ThemeIcon.Folder;
      return item;
    }
    const item = new vscode.TreeItem(basename(row.imagePath));
    item.id = `image:${row.imagePath}`;
    item.tooltip = row.imagePath;
    item.iconPath = new vscode.ThemeIcon('file-media');
    item.contextValue = 'relabel.versionImage';
    item.command = {
      command: 'relabel.openVersionImage',
      title: vscode.l10n.t('Open Labels of This Version'),
      arguments: [row],
    };
    return item;
  }

  getChildren(row?: AsOfRow): AsOfRow[] {
    const open = this.#open;
    if (!open || row?.kind === 'image') return [];
    const folder = row ? row.folder : this.#tree;
    if (!folder) return [];
    return [
      ...folder.folders.map((each): AsOfRow => ({ kind: 'folder', folder: each })),
      ...folder.images.map((path): AsOfRow => ({
        kind: 'image',
        imagePath: absolute(open.versions.root, path),
      })),
    ];
  }

  /** Only rows of the top are revealed. */
  getParent(): undefined {
    return undefined;
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  /** Opens the list in the side bar; nothing of the user's is taken the focus from. */
  #unfold(): void {
    const [first] = this.getChildren();
    if (first)
      void this.#view.reveal(first, { select: false, focus: false }).then(undefined, () => undefined);
  }

  #follow(panel: VersionPanel): void {
    if (panel.webviewPanel.active) this.#active = panel;
    else if (this.#active === panel) this.#active = undefined;
  }

  /** Another version may be listed by now, or none after the window was loaded anew: then its list is read. */
  async #listOf({ versions, file: { revision } }: VersionDocument): Promise<OpenVersion | undefined> {
    if (this.#open?.revision.commit === revision.commit) return this.#open;
    const title = this.#titles.get(revision.commit) ?? revision.name;
    const images = await withProgress(vscode.l10n.t('Labels as of {0}', title), (signal, say) =>
      listImages(versions, revision, signal, say),
    );
    return (
      images && { versions, revision, title, images, indexOf: new Map(images.map((path, i) => [path, i])) }
    );
  }

  #position({ file: { revision, imagePath } }: VersionDocument): ImagePosition {
    const open = this.#open;
    const index = open?.revision.commit === revision.commit ? open.indexOf.get(imagePath) : undefined;
    if (!open || index === undefined) return { index: 0, total: 0, labelled: 0 };
    return { index, total: open.images.length, labelled: open.images.length };
  }

  #banner({ file: { revision }, labels, picture }: VersionDocument): ReadOnlyInfo {
    const title = this.#titles.get(revision.commit) ?? titleWithoutDate(revision);
    const notes = [
      ...(labels?.kind === 'unreadable' ? [labels.reason] : []),
      ...(labels ? [] : [vscode.l10n.t('The image had no labels in this version.')]),
      ...(picture.kind === 'file' && picture.note !== undefined ? [picture.note] : []),
    ];
    return {
      title: vscode.l10n.t('Labels as of {0}', title),
      ...(notes.length > 0 && { note: notes.join(' ') }),
    };
  }
}

const SHORT_HASH_CHARS = 7;

/** "v1 (3f2a91c)". */
function titleWithoutDate({ name, commit }: CommitRevision): string {
  return commit.startsWith(name)
    ? commit.slice(0, SHORT_HASH_CHARS)
    : `${name} (${commit.slice(0, SHORT_HASH_CHARS)})`;
}

async function listImages(
  versions: Versions,
  revision: CommitRevision,
  signal: AbortSignal,
  say: (message: string) => void,
): Promise<readonly string[]> {
  const images = new Set<string>();
  for await (const { imagePath } of versions.labelFilesAt(revision, { signal })) {
    images.add(imagePath);
    if (images.size % 1000 === 0) say(vscode.l10n.t('{0} images', images.size));
  }
  return [...images].sort(compareCodePoints);
}

function slashed(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}

function absolute(root: string, path: string): string {
  return join(root, ...path.split('/'));
}
