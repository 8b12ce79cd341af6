import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { EMPTY_SCHEMA } from '../../core/schema/labelSchema';
import type { DataSets } from '../../engine/dataset/dataSets';
import type {
  DiffFocus,
  DiffHostContract,
  DiffPageContract,
  DiffPlace,
  DiffSide,
  DiffSideName,
  DiffSnapshot,
} from '../../protocol/diffView';
import { DIFF_SIDES } from '../../protocol/diffView';
import { isAbortError, Rpc, type Serve } from '../../protocol/rpc';
import { diffHtml } from '../editor/html';
import type { ImageLoader } from '../editor/imageContent';
import type { OpenEditors } from '../editor/openEditors';
import { pageSource } from '../editor/pageSource';
import { tileOf } from '../editor/tileService';
import { webviewPort } from '../editor/webviewPort';
import { messageOf, type Log } from '../log';
import { mementoOf } from './diffMemento';
import { DiffWatch } from './diffWatch';
import { docIn, readPair, type ReadPair } from './readPair';
import { FoundPairs } from './foundPairs';
import type { DiffEnd, DiffPair, DiffRequest, DiffSearch } from './request';
import { pickPair } from './pickPair';
import type { DiffSource, RestoreFromDiff } from './source';

export interface DiffPanelServices {
  readonly log: Log;
  readonly extensionUri: vscode.Uri;
  readonly loader: ImageLoader;
  readonly editors: OpenEditors;
  readonly dataSets: () => DataSets;
  readonly source: DiffSource;
  readonly restore: RestoreFromDiff;
  /** Where pictures of other versions lie. */
  readonly imagesFolder: string;
  openImage(imagePath: string, instance: string | undefined): void;
  openText(imagePath: string, end: DiffEnd): void;
  fetchImage(imagePath: string): void;
}

/** One webview that shows a comparison. The page may die and come back: what it needs is here or in its memento. */
export class DiffPanel implements vscode.Disposable {
  readonly webviewPanel: vscode.WebviewPanel;
  readonly #services: DiffPanelServices;
  readonly #rpc: Rpc<DiffHostContract, DiffPageContract>;
  readonly #watch: DiffWatch;
  #request: DiffRequest;
  #pairs: FoundPairs;
  #focus: DiffFocus | undefined;
  #asked = 0;
  #index = 0;
  #page = 0;
  #version = 0;
  #reading = new AbortController();
  #read: ReadPair | undefined;
  #snapshot: Promise<DiffSnapshot>;
  #pinned = false;
  /** What the page was told last, but for its version. */
  #told = '';

  constructor(
    webviewPanel: vscode.WebviewPanel,
    services: DiffPanelServices,
    request: DiffRequest,
    search?: DiffSearch,
  ) {
    this.webviewPanel = webviewPanel;
    this.#services = services;
    this.#request = request;
    this.#pairs = this.#take(request, search);
    this.#index = this.#pairs.indexOf(request.start ?? 0);
    const { webview } = webviewPanel;
    webview.options = { enableScripts: true, localResourceRoots: this.#roots() };
    this.#rpc = new Rpc(webviewPort(webview), this.#serve(), {
      onError: (error) => services.log.error(error),
    });
    this.#watch = new DiffWatch(services, () => this.refresh());
    this.#snapshot = this.#begin();
    this.#name();
    webview.html = diffHtml(webview, services.extensionUri);
  }

  /** The next comparison gets a panel of its own. */
  get pinned(): boolean {
    return this.#pinned;
  }

  /** Takes the place of what is shown. */
  show(request: DiffRequest, search?: DiffSearch): void {
    this.#pairs.dispose();
    this.#request = request;
    this.#pairs = this.#take(request, search);
    const { webview } = this.webviewPanel;
    const roots = this.#roots();
    const known = new Set(webview.options.localResourceRoots?.map(String));
    // Other roots load the page anew, which then asks by itself.
    if (!roots.every((root) => known.has(root.toString())))
      webview.options = { ...webview.options, localResourceRoots: roots };
    this.#goTo(request.start ?? 0);
  }

  /** Reads again what is shown. */
  refresh(): void {
    this.#tell(false);
  }

  dispose(): void {
    this.#pairs.dispose();
    this.#reading.abort();
    this.#watch.dispose();
    this.#rpc.dispose();
  }

  #take(request: DiffRequest, search: DiffSearch | undefined): FoundPairs {
    this.#focus = request.focus === undefined ? undefined : { instance: request.focus, asked: ++this.#asked };
    return new FoundPairs(request.pairs, search, {
      onFound: () => this.#placeChanged(),
      onFailed: (error) => this.#failed(error),
    });
  }

  /** Reads what is to be shown; the page is told when it is another, or in any case. */
  #tell(always: boolean): void {
    const before = this.#told;
    void this.#begin()
      .then((snapshot) => {
        // Looking again for nothing must not draw everything anew.
        if (always || before !== this.#told) this.#rpc.notify('snapshot', snapshot);
      })
      .catch((error: unknown) => this.#failed(error));
  }

  #placeChanged(): void {
    this.#rpc.notify('place', { ...this.#place, memento: this.#memento });
  }

  get #place(): DiffPlace {
    const { total, isSearching } = this.#pairs;
    return { index: this.#index, total, isSearching };
  }

  get #memento(): unknown {
    return mementoOf({ title: this.#request.title, pairs: this.#pairs.all }, this.#index);
  }

  get #pair(): DiffPair {
    const pair = this.#pairs.all[this.#index];
    if (!pair) throw new Error(vscode.l10n.t('There is nothing to compare.'));
    return pair;
  }

  #goTo(index: number): void {
    this.#index = this.#pairs.indexOf(index);
    this.#page = 0;
    this.#name();
    this.#rpc.notify('loading', { index: this.#index });
    this.#tell(true);
  }

  /** The list as it is now, in VS Code's own picker. */
  async #pickImage(): Promise<void> {
    const pairs = this.#pairs;
    const index = await pickPair(pairs.all, this.#index, pairs.isSearching);
    if (index === undefined || pairs !== this.#pairs) return;
    this.#focus = undefined;
    this.#goTo(index);
  }

  #name(): void {
    // Who and when is said in the page; a tab has little room.
    const title = this.#request.title.replace(/ · [^↔]*(?=↔|$)/g, ' ').trim();
    this.webviewPanel.title = `${basename(this.#pair.imagePath)}: ${title}`;
  }

  /** Folders that pictures may come from: of the workspace, ours, and of images that lie elsewhere. */
  #roots(): vscode.Uri[] {
    const { extensionUri, imagesFolder } = this.#services;
    const workspace = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
    const isInside = (path: string): boolean =>
      workspace.some(({ fsPath }) => path.startsWith(fsPath) && /^[\\/]?$/.test(path.charAt(fsPath.length)));
    const elsewhere = new Set(
      this.#pairs.all.map(({ imagePath }) => dirname(imagePath)).filter((folder) => !isInside(folder)),
    );
    return [
      vscode.Uri.joinPath(extensionUri, 'out', 'webview'),
      vscode.Uri.file(imagesFolder),
      ...workspace,
      ...[...elsewhere].map((folder) => vscode.Uri.file(folder)),
    ];
  }

  #begin(): Promise<DiffSnapshot> {
    this.#snapshot = this.#readPair();
    // Told where it is asked for: by the page, or by who looks again.
    this.#snapshot.catch(() => undefined);
    return this.#snapshot;
  }

  async #readPair(): Promise<DiffSnapshot> {
    this.#reading.abort();
    const reading = (this.#reading = new AbortController());
    const { signal } = reading;
    const pair = this.#pair;
    const { source, loader, dataSets } = this.#services;
    const [read, schema, canOpen] = await Promise.all([
      readPair(pair, source, loader, this.#page, signal),
      dataSets().schemaFor(pair.imagePath),
      isFile(pair.imagePath),
    ]);
    signal.throwIfAborted();
    this.#read = read;
    await this.#watch.follow(pair);
    // The panel may have been closed, or show another image, while that was found out.
    signal.throwIfAborted();
    const said = { ...this.#said(read, schema?.schema ?? EMPTY_SCHEMA), canOpen };
    const text = JSON.stringify(said);
    if (text !== this.#told) this.#version++;
    this.#told = text;
    return { ...said, version: this.#version, place: this.#place, memento: this.#memento };
  }

  /** What is shown; how many other images there are does not count. */
  #said(
    read: ReadPair,
    schema: DiffSnapshot['schema'],
  ): Omit<DiffSnapshot, 'version' | 'place' | 'memento' | 'canOpen'> {
    const { pages } = read.after.image.pages ? read.after.image : read.before.image;
    return {
      ...{ title: this.#request.title, schema, pinned: this.#pinned },
      path: vscode.workspace.asRelativePath(this.#pair.imagePath),
      ...(this.#focus && { focus: this.#focus }),
      before: this.#side(read, 'before'),
      after: this.#side(read, 'after'),
      ...(pages && { pages }),
      restorable: restorable(this.#pair),
    };
  }

  #side(read: ReadPair, name: DiffSideName): DiffSide {
    const side = read[name];
    const other = read[name === 'after' ? 'before' : 'after'];
    const { widthPx, heightPx } = docIn(side).image.widthPx > 0 ? docIn(side).image : docIn(other).image;
    const file = vscode.Uri.file(side.file ?? this.#pair.imagePath);
    const image = pageSource(this.webviewPanel.webview, file, side.image, { widthPx, heightPx });
    return { title: side.end.title, labels: side.labels, image };
  }

  #failed(error: unknown): void {
    if (isAbortError(error) || this.#reading.signal.aborted) return;
    this.#services.log.error(error instanceof Error ? error : String(error));
    this.#rpc.notify('notice', { severity: 'error', message: messageOf(error) });
  }

  /** What was asked for while another image was being read gets that one. */
  async #open(): Promise<DiffSnapshot> {
    for (;;) {
      const asked = this.#snapshot;
      try {
        return await asked;
      } catch (error) {
        if (asked === this.#snapshot) throw error;
      }
    }
  }

  #serve(): Serve<DiffHostContract> {
    const { log, loader } = this.#services;
    return {
      calls: {
        open: () => this.#open(),
        tile: ({ side, ...args }, { signal }) => {
          const from = this.#read?.[side];
          const path = from?.file ?? this.#pair.imagePath;
          return tileOf({ path, page: this.#page, image: from?.image }, args, loader, signal);
        },
        restore: async ({ version, from, instances }) => {
          if (version !== this.#version)
            throw new Error(vscode.l10n.t('The labels changed meanwhile: look again, then restore.'));
          const { imagePath, left, right } = this.#pair;
          const end = from === 'before' ? left : right;
          const message = await this.#services.restore({
            imagePath,
            from: end,
            instances: instances ?? undefined,
          });
          return { message };
        },
        writeClipboard: async ({ text }) => {
          await vscode.env.clipboard.writeText(text);
          return null;
        },
      },
      notes: {
        show: ({ index }) => {
          this.#focus = undefined;
          this.#goTo(index);
        },
        pickImage: () => void this.#pickImage().catch((error: unknown) => this.#failed(error)),
        stopSearch: () => this.#pairs.stop(),
        readAgain: () => this.#tell(true),
        showPage: ({ index }) => {
          this.#page = Math.max(0, Math.trunc(index));
          this.refresh();
        },
        openEditor: ({ instance }) => this.#services.openImage(this.#pair.imagePath, instance),
        openText: ({ side }) => {
          const { imagePath, left, right } = this.#pair;
          this.#services.openText(imagePath, side === 'before' ? left : right);
        },
        fetchImage: () => this.#services.fetchImage(this.#pair.imagePath),
        pin: ({ pinned }) => {
          this.#pinned = pinned;
          this.refresh();
        },
        log: ({ level, message }) => log[level](message),
        painted: ({ sinceStartMs }) =>
          log.debug(`comparison: first picture after ${Math.round(sinceStartMs)} ms`),
      },
    };
  }
}

/** What is not the working tree itself, and is more than nothing or a file that may belong to anything. */
function restorable({ left, right }: DiffPair): DiffSideName[] {
  const ends = { before: left, after: right };
  return DIFF_SIDES.filter((side) => ['commit', 'index'].includes(ends[side].revision.kind));
}

/** The image is on the disk: it can be opened in the editor, whichever versions of it are compared. */
async function isFile(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined);
  return stats?.isFile() === true;
}
