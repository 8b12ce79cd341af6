import * as vscode from 'vscode';
import type { ActionId } from '../../../protocol/actions';
import { HOST_COMMANDS } from '../../../protocol/actions';
import type {
  EditorSettings,
  HostContract,
  ImagePosition,
  ImageSource,
  KeyHelp,
  PageContract,
  ReadOnlyInfo,
  Snapshot,
} from '../../../protocol/editor';
import { Rpc, type Serve } from '../../../protocol/rpc';
import { editorHtml } from '../../editor/html';
import type { ImageContent, ImageLoader } from '../../editor/imageContent';
import { tileOf } from '../../editor/tileService';
import { webviewPort } from '../../editor/webviewPort';
import type { Log } from '../../log';
import type { VersionDocument } from './versionDocument';

export interface VersionPanelServices {
  readonly log: Log;
  readonly extensionUri: vscode.Uri;
  readonly imagesFolder: string;
  readonly loader: ImageLoader;
  readonly keys: readonly KeyHelp[];
  settings(uri: vscode.Uri): EditorSettings;
  position(document: VersionDocument): ImagePosition;
  banner(document: VersionDocument): ReadOnlyInfo;
}

/** The editor's page over labels of another version: it shows them and takes no edit. */
export class VersionPanel implements vscode.Disposable {
  readonly document: VersionDocument;
  readonly webviewPanel: vscode.WebviewPanel;
  readonly #services: VersionPanelServices;
  readonly #rpc: Rpc<HostContract, PageContract>;
  #page = 0;
  #image: Promise<ImageContent>;
  #imageNow: ImageContent | undefined;
  viewState: HostContract['notes']['viewState'] | undefined;

  constructor(document: VersionDocument, webviewPanel: vscode.WebviewPanel, services: VersionPanelServices) {
    this.document = document;
    this.webviewPanel = webviewPanel;
    this.#services = services;
    const { webview } = webviewPanel;
    webview.options = { enableScripts: true, localResourceRoots: this.#roots() };
    this.#rpc = new Rpc(webviewPort(webview), this.#serve(), {
      onError: (error) => services.log.error(error),
    });
    this.#image = this.#load();
    webview.html = editorHtml(webview, services.extensionUri);
  }

  act(id: ActionId): void {
    this.#rpc.notify('action', { id });
  }

  positionChanged(): void {
    this.#rpc.notify('position', this.#services.position(this.document));
  }

  notice(message: string): void {
    this.#rpc.notify('notice', { severity: 'info', message });
  }

  dispose(): void {
    this.#rpc.dispose();
  }

  #roots(): vscode.Uri[] {
    const { extensionUri, imagesFolder } = this.#services;
    const { picture } = this.document;
    return [
      vscode.Uri.joinPath(extensionUri, 'out', 'webview'),
      vscode.Uri.joinPath(extensionUri, 'media'),
      vscode.Uri.file(imagesFolder),
      ...(picture.kind === 'file' ? [vscode.Uri.joinPath(vscode.Uri.file(picture.path), '..')] : []),
    ];
  }

  async #load(): Promise<ImageContent> {
    const image = await this.document.load(this.#page);
    this.#imageNow = image;
    return image;
  }

  async #snapshot(): Promise<Snapshot> {
    const { document } = this;
    const { settings, position, keys, banner } = this.#services;
    const image = await this.#image;
    return {
      doc: document.doc,
      version: 1,
      image: this.#source(image),
      ...(image.pages && { pages: image.pages }),
      schema: document.schema,
      hasSchemaFile: false,
      problems: document.labels?.kind === 'labels' ? document.labels.problems : [],
      position: position(document),
      model: { title: undefined, unavailable: vscode.l10n.t('Labels of another version are read only.') },
      settings: settings(document.uri),
      keys,
      readOnly: banner(document),
    };
  }

  #source(image: ImageContent): ImageSource {
    const { doc, picture } = this.document;
    if (image.kind === 'tiled') {
      const { pages: _, ...source } = image;
      return source;
    }
    const widthPx = image.widthPx || doc.image.widthPx;
    const heightPx = image.heightPx || doc.image.heightPx;
    if (image.kind === 'missing') return { kind: 'missing', reason: image.reason, widthPx, heightPx };
    const path = picture.kind === 'file' ? picture.path : '';
    const uri = this.webviewPanel.webview.asWebviewUri(vscode.Uri.file(path));
    return { kind: 'uri', uri: uri.with({ query: `v=${image.stamp}` }).toString(), widthPx, heightPx };
  }

  async #showPage(index: number): Promise<null> {
    const count = (await this.#image).pages?.count ?? 1;
    if (index === this.#page || !Number.isInteger(index) || index < 0 || index >= count) return null;
    this.#page = index;
    this.#image = this.#load();
    const image = await this.#image;
    this.#rpc.notify('image', { source: this.#source(image), ...(image.pages && { pages: image.pages }) });
    return null;
  }

  #serve(): Serve<HostContract> {
    const { log, loader } = this.#services;
    const refuse = (): never => {
      throw new Error(vscode.l10n.t('Labels of another version are read only.'));
    };
    return {
      calls: {
        open: () => this.#snapshot(),
        propose: refuse,
        addClass: refuse,
        author: () => ({ name: null }),
        previousLabels: () => null,
        copyToNext: refuse,
        readClipboard: async () => vscode.env.clipboard.readText(),
        writeClipboard: async ({ text }) => {
          await vscode.env.clipboard.writeText(text);
          return null;
        },
        tile: (args, { signal }) => {
          const { picture } = this.document;
          const path = picture.kind === 'file' ? picture.path : '';
          return tileOf({ path, page: this.#page, image: this.#imageNow }, args, loader, signal);
        },
        showPage: ({ index }) => this.#showPage(index),
      },
      notes: {
        run: ({ command }) => {
          if (HOST_COMMANDS.includes(command)) void vscode.commands.executeCommand(command);
        },
        typing: ({ active }) => void vscode.commands.executeCommand('setContext', 'relabel.typing', active),
        painting: () => undefined,
        viewState: (state) => (this.viewState = state),
        log: ({ level, message }) => log[level](message),
        painted: () => undefined,
      },
    };
  }
}
