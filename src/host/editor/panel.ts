import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { Annotation } from '../../core/annotation/annotation';
import type { AnnotationDoc } from '../../core/annotation/document';
import type { Edit } from '../../core/edit/edit';
import type { LabelStore } from '../../engine/dataset/stores/labelStore';
import { HOST_COMMANDS, type ActionId, type HostCommand } from '../../protocol/actions';
import type {
  EditorSettings,
  HostContract,
  ImagePosition,
  ImageSource,
  KeyHelp,
  LabelFileInfo,
} from '../../protocol/editor';
import type { ModelInfo, PageContract, ReviewInfo, Snapshot } from '../../protocol/editor';
import { Rpc, type Serve } from '../../protocol/rpc';
import type { Log } from '../log';
import type { DocumentView, LabelDocument } from './document';
import { BLOCKED_COMMANDS, blockedHtml, editorHtml } from './html';
import type { ImageContent } from './imageContent';
import { joinNotices } from './joinNotices';
import type { Notice } from './notices';
import { pageSource } from './pageSource';
import { webviewPort } from './webviewPort';

/** What panels need of the extension. */
export interface PanelServices {
  readonly log: Log;
  readonly extensionUri: vscode.Uri;
  readonly keys: readonly KeyHelp[];
  settings(uri: vscode.Uri): EditorSettings;
  position(document: LabelDocument): ImagePosition;
  model(document: LabelDocument): ModelInfo;
  addClass(document: LabelDocument, name: string): Promise<void>;
  author(document: LabelDocument): Promise<string | null>;
  review(document: LabelDocument): ReviewInfo | undefined;
  previousLabels(document: LabelDocument): Promise<AnnotationDoc | null>;
  copyToNext(
    document: LabelDocument,
    annotations: readonly Annotation[],
  ): Promise<{ readonly file: string; readonly added: number }>;
}

const SETTLE_LIMIT_MS = 1000;

/** Where the page's pointer and zoom are. */
export type ViewState = HostContract['notes']['viewState'];

/** One webview that shows a document. The page may die and come back at any moment; what it needs is in the document. */
export class EditorPanel implements DocumentView, vscode.Disposable {
  readonly document: LabelDocument;
  readonly webviewPanel: vscode.WebviewPanel;
  readonly #services: PanelServices;
  readonly #rpc: Rpc<HostContract, PageContract>;
  readonly #disposables: vscode.Disposable[] = [];
  readonly #typingChanged = new vscode.EventEmitter<void>();
  readonly #viewChanged = new vscode.EventEmitter<void>();
  #showsBlocked: boolean | undefined;
  /** The page is there and listens; a hidden one is gone and opens again when it is shown. */
  #isOpen = false;
  #missed: Notice[] = [];
  /** The annotation that is to be shown once the page is there. */
  #wanted: string | undefined;
  typing = false;
  painting = false;
  viewState: ViewState | undefined;
  readonly onTyping = this.#typingChanged.event;
  readonly onViewState = this.#viewChanged.event;

  constructor(document: LabelDocument, webviewPanel: vscode.WebviewPanel, services: PanelServices) {
    this.document = document;
    this.webviewPanel = webviewPanel;
    this.#services = services;
    webviewPanel.webview.options = this.#webviewOptions();
    this.#rpc = new Rpc(webviewPort(webviewPanel.webview), this.#serve(), {
      onError: (error) => services.log.error(error),
    });
    this.#disposables.push(this.#rpc, this.#typingChanged, this.#viewChanged, document.attach(this));
    this.#disposables.push(
      webviewPanel.onDidChangeViewState(() => {
        this.#isOpen &&= webviewPanel.visible;
      }),
    );
    this.#render();
  }

  /** Lets the page do what a key or the palette asked for. */
  act(id: ActionId): void {
    this.#rpc.notify('action', { id });
  }

  /** Shows an annotation; a page that is not there yet does it once it is. */
  select(annotation: string): void {
    if (this.#isOpen) this.#rpc.notify('select', { annotation });
    else this.#wanted = annotation;
  }

  changed(change: { readonly version: number; readonly edit: Edit; readonly skipped: number }): void {
    this.#rpc.notify('changed', change);
  }

  reset(): void {
    if (this.#render() || this.#showsBlocked) return;
    // Made as it is sent: an edit in between would be taken back by an older document that comes after it.
    void this.document.image.then((image) => this.#rpc.notify('snapshot', this.#snapshotWith(image)));
  }

  imageChanged(): void {
    void this.document.image.then((image) =>
      this.#rpc.notify('image', { source: this.#source(image), ...pagesOf(image) }),
    );
  }

  schemaChanged(): void {
    const { schema, schemaFile } = this.document;
    this.#rpc.notify('schema', { schema, hasSchemaFile: schemaFile !== undefined });
  }

  settingsChanged(): void {
    this.#rpc.notify('settings', this.#services.settings(this.document.uri));
  }

  positionChanged(): void {
    this.#rpc.notify('position', this.#services.position(this.document));
  }

  reviewChanged(): void {
    this.#rpc.notify('review', this.#services.review(this.document) ?? null);
  }

  modelChanged(): void {
    this.#rpc.notify('model', this.#services.model(this.document));
  }

  notice(notice: Notice): void {
    if (this.#isOpen) this.#rpc.notify('notice', notice);
    else this.#missed.push(notice);
  }

  progress(progress: PageContract['notes']['progress']): void {
    this.#rpc.notify('progress', progress);
  }

  /** A hidden page has sent everything when it was hidden; one that does not answer must not hold up a save. */
  async settle(): Promise<void> {
    if (!this.webviewPanel.visible || this.#showsBlocked) return;
    const signal = AbortSignal.timeout(SETTLE_LIMIT_MS);
    await this.#rpc.call('settle', {}, { signal }).catch(() => undefined);
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  /** Puts the page or the reason why there is none into the webview; true when that changed. */
  #render(): boolean {
    const { blocked, path } = this.document.labels;
    if (!blocked && this.#showsBlocked === false) return false;
    const { webview } = this.webviewPanel;
    this.#showsBlocked = blocked !== undefined;
    this.#isOpen = false;
    webview.html = blocked
      ? blockedHtml(webview, path, blocked)
      : editorHtml(webview, this.#services.extensionUri, this.#pictureUri());
    return true;
  }

  /** Where the page can fetch the picture from before it has asked what to show; undefined when not known yet. */
  #pictureUri(): string | undefined {
    const { imageNow } = this.document;
    const source = imageNow && this.#source(imageNow);
    return source?.kind === 'uri' ? source.uri : undefined;
  }

  #webviewOptions(): vscode.WebviewOptions {
    const { extensionUri } = this.#services;
    return {
      enableScripts: true,
      enableCommandUris: BLOCKED_COMMANDS,
      localResourceRoots: [
        vscode.Uri.joinPath(extensionUri, 'out', 'webview'),
        vscode.Uri.joinPath(extensionUri, 'media'),
        vscode.Uri.joinPath(this.document.uri, '..'),
      ],
    };
  }

  async #snapshot(): Promise<Snapshot> {
    return this.#snapshotWith(await this.document.image);
  }

  #snapshotWith(image: ImageContent): Snapshot {
    const { document } = this;
    const { schema, schemaFile, labels } = document;
    const review = this.#services.review(document);
    return {
      doc: labels.doc,
      version: labels.version,
      image: this.#source(image),
      ...pagesOf(image),
      schema,
      hasSchemaFile: schemaFile !== undefined,
      ...(document.store && { labelFile: labelFileInfo(document.store) }),
      problems: labels.problems,
      position: this.#services.position(document),
      model: this.#services.model(document),
      settings: this.#services.settings(document.uri),
      keys: this.#services.keys,
      ...(review && { review }),
    };
  }

  #source(image: ImageContent): ImageSource {
    const { uri, doc } = this.document;
    return pageSource(this.webviewPanel.webview, uri, image, doc.image);
  }

  async #open(): Promise<Snapshot> {
    const snapshot = await this.#snapshot();
    this.#isOpen = true;
    const missed = joinNotices([...this.document.takeNotices(), ...this.#missed.splice(0)]);
    if (missed) this.notice(missed);
    const wanted = this.#wanted;
    this.#wanted = undefined;
    // After the reply, which it is about.
    if (wanted !== undefined) setImmediate(() => this.select(wanted));
    return snapshot;
  }

  #serve(): Serve<HostContract> {
    const { log } = this.#services;
    return {
      calls: {
        open: () => this.#open(),
        propose: ({ edit, baseVersion }) => this.document.propose(edit, baseVersion, this),
        addClass: async ({ name }) => {
          await this.#services.addClass(this.document, name);
          return { schema: this.document.schema };
        },
        readClipboard: async () => vscode.env.clipboard.readText(),
        tile: (args, { signal }) => this.document.tile(args, signal),
        showPage: async ({ index }) => {
          await this.document.showPage(index);
          return null;
        },
        author: async () => ({ name: await this.#services.author(this.document) }),
        previousLabels: () => this.#services.previousLabels(this.document),
        copyToNext: ({ annotations }) => this.#services.copyToNext(this.document, annotations),
        writeClipboard: async ({ text }) => {
          await vscode.env.clipboard.writeText(text);
          return null;
        },
      },
      notes: {
        run: ({ command }) => run(command),
        typing: ({ active }) => {
          this.typing = active;
          this.#typingChanged.fire();
        },
        painting: ({ active }) => {
          this.painting = active;
          this.#typingChanged.fire();
        },
        viewState: (state) => {
          this.viewState = state;
          this.#viewChanged.fire();
        },
        log: ({ level, message }) => log[level](message),
        painted: ({ sinceStartMs }) =>
          log.debug(`${this.document.path}: first complete picture after ${Math.round(sinceStartMs)} ms`),
      },
    };
  }
}

/** The file's name with its folder's, which tells `a.txt` of one split from that of another. */
function labelFileInfo({ file, path, why, context, imagePath }: LabelStore): LabelFileInfo {
  const image = { file: basename(imagePath), widthPx: 0, heightPx: 0 };
  return {
    title: file.title({ ...context, image }),
    path: join(basename(dirname(path)), basename(path)),
    why,
  };
}

function pagesOf({ pages }: ImageContent): Pick<Snapshot, 'pages'> {
  return pages ? { pages } : {};
}

/** Only the commands of the contract: a page cannot run others. */
function run(command: HostCommand): void {
  if (HOST_COMMANDS.includes(command)) void vscode.commands.executeCommand(command);
}
