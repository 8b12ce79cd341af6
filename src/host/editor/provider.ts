import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { messageOf } from '../log';
import { parseBackup, printBackup } from './backup';
import { deleteBackup, leftBackup, type LeftBackup } from './leftBackup';
import { LabelDocument, type DocumentServices } from './document';
import { offerSidecars } from './offerSidecars';
import type { UnsavedLabels } from './openLabels';
import type { OpenEditors } from './openEditors';
import { OtherVersion } from './otherVersion';
import { EditorPanel, type PanelServices } from './panel';
import { saveAs } from './saveAs';
import { VersionDocument } from '../versions/asOf/versionDocument';

export const VIEW_TYPE = 'relabel.editor';

/** So long the page waits for the picture's address, to fetch it beside its script; a header takes a few. */
const PICTURE_LIMIT_MS = 50;

export type EditorServices = DocumentServices &
  PanelServices & {
    /** Where VS Code lets us keep backups. */
    readonly backupFolder: vscode.Uri;
  };

/** The labels of an image file, those of another version, or an image that is no file and has none. */
type Opened = LabelDocument | VersionDocument | OtherVersion;

/** Opens and shows what stands at addresses of our own scheme. */
export interface VersionEditors {
  openDocument(uri: vscode.Uri): Promise<VersionDocument | undefined>;
  showDocument(document: VersionDocument, webviewPanel: vscode.WebviewPanel): void;
}

/** Opens, saves, reverts and backs up; what these mean is in `LabelDocument`. */
export class EditorProvider implements vscode.CustomEditorProvider<Opened>, vscode.Disposable {
  readonly #services: EditorServices;
  readonly #open: OpenEditors;
  readonly #versions: VersionEditors;
  /** Those with `undo` are edits; one without says that a document is unsaved though its edits are undone. */
  readonly #edits = new vscode.EventEmitter<vscode.CustomDocumentContentChangeEvent<LabelDocument>>();
  readonly onDidChangeCustomDocument = this.#edits.event;
  /** Backups that documents came from without VS Code knowing: ours to delete. */
  readonly #left = new WeakMap<LabelDocument, LeftBackup>();
  /** Documents that VS Code opens as unsaved although their backup is gone, or holds what was saved after it. */
  readonly #saved = new WeakSet<LabelDocument>();

  constructor(services: EditorServices, open: OpenEditors, versions: VersionEditors) {
    this.#services = services;
    this.#open = open;
    this.#versions = versions;
  }

  static register(services: EditorServices, open: OpenEditors, versions: VersionEditors): vscode.Disposable {
    const provider = new EditorProvider(services, open, versions);
    const options = { supportsMultipleEditorsPerDocument: true };
    return vscode.Disposable.from(
      provider,
      vscode.window.registerCustomEditorProvider(VIEW_TYPE, provider, options),
    );
  }

  async openCustomDocument(uri: vscode.Uri, context: vscode.CustomDocumentOpenContext): Promise<Opened> {
    if (uri.scheme !== 'file') return (await this.#versions.openDocument(uri)) ?? new OtherVersion(uri);
    const kept = context.backupId === undefined ? undefined : await readBackup(context.backupId);
    const left = kept ? undefined : await leftBackup(this.#services.backupFolder, uri.fsPath);
    const document = await LabelDocument.open(uri, this.#services, kept ?? left?.unsaved);
    if (left) this.#left.set(document, left);
    else if (context.backupId !== undefined && !document.labels.dirty) this.#saved.add(document);
    const edits = document.onEdit((edit) => this.#edits.fire(edit));
    const refused = document.onRefused((edit) => void offerSidecars(edit));
    this.#open.added(document, vscode.Disposable.from(edits, refused));
    return document;
  }

  async resolveCustomEditor(
    document: Opened,
    webviewPanel: vscode.WebviewPanel,
    token: vscode.CancellationToken,
  ): Promise<void> {
    if (document instanceof OtherVersion) return document.show(webviewPanel, openInRelabel);
    if (document instanceof VersionDocument) return this.#versions.showDocument(document, webviewPanel);
    await Promise.race([document.image, delay(PICTURE_LIMIT_MS)]);
    if (token.isCancellationRequested) return;
    const panel = new EditorPanel(document, webviewPanel, this.#services);
    this.#open.shown(panel);
    if (this.#left.has(document)) await this.#tellLeft(document, panel);
    if (this.#saved.has(document)) this.#cleanWhenShown(document, panel);
  }

  async saveCustomDocument(document: Opened): Promise<void> {
    if (!(document instanceof LabelDocument)) return;
    this.#saved.delete(document);
    await document.save();
    await this.#forgetLeft(document);
    this.#open.saved(document);
  }

  async saveCustomDocumentAs(document: Opened, target: vscode.Uri): Promise<void> {
    if (!(document instanceof LabelDocument)) throw notEditable();
    await saveAs(document, target, this.#services.dataSets());
  }

  async revertCustomDocument(document: Opened): Promise<void> {
    if (!(document instanceof LabelDocument)) return;
    this.#services.log.debug(`${document.path}: reverted`);
    this.#saved.delete(document);
    await document.revert();
    await this.#forgetLeft(document);
  }

  async backupCustomDocument(
    document: Opened,
    { destination }: vscode.CustomDocumentBackupContext,
  ): Promise<vscode.CustomDocumentBackup> {
    if (!(document instanceof LabelDocument)) throw notEditable();
    await document.settle();
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(destination, '..'));
    await vscode.workspace.fs.writeFile(
      destination,
      Buffer.from(printBackup(document.labels, document.path), 'utf8'),
    );
    const remove = async (): Promise<void> => vscode.workspace.fs.delete(destination);
    return { id: destination.toString(), delete: () => void remove().catch(() => undefined) };
  }

  /** VS Code took the document for a saved one: it is told, and so is the user. */
  async #tellLeft(document: LabelDocument, panel: EditorPanel): Promise<void> {
    if (!document.labels.dirty) return this.#forgetLeft(document);
    this.#edits.fire({ document });
    const message = vscode.l10n.t(
      'Labels that were not saved when this image was last open were brought back.',
    );
    panel.notice({ severity: 'info', message });
  }

  /** VS Code takes an editor that it opens with a backup for unsaved; this one has nothing to save. */
  #cleanWhenShown(document: LabelDocument, { webviewPanel }: EditorPanel): void {
    let [tries, isOver] = [0, false];
    const revert = (): void => {
      if (document.labels.dirty) this.#saved.delete(document);
      if (isOver || !webviewPanel.active || !this.#saved.has(document) || ++tries > REVERT_TRIES) return;
      void vscode.commands.executeCommand('workbench.action.files.revert');
      setTimeout(revert, SHOWN_MS);
    };
    const shown = webviewPanel.onDidChangeViewState(() => setTimeout(revert, SHOWN_MS));
    webviewPanel.onDidDispose(() => {
      isOver = true;
      shown.dispose();
    });
    setTimeout(revert, SHOWN_MS);
  }

  async #forgetLeft(document: LabelDocument): Promise<void> {
    const left = this.#left.get(document);
    this.#left.delete(document);
    if (left) await deleteBackup(left.uri);
  }

  dispose(): void {
    this.#edits.dispose();
  }
}

function openInRelabel(image: vscode.Uri): void {
  void vscode.commands.executeCommand('vscode.openWith', image, VIEW_TYPE);
}

function notEditable(): Error {
  return new Error(vscode.l10n.t('Labels are edited in the working copy.'));
}

/** Until then VS Code has mostly put the editor where its commands find it; it is asked again until it did. */
const SHOWN_MS = 500;
const REVERT_TRIES = 20;

/**
 * A backup that cannot be read is left where it is, and opening says so: its labels must not vanish. Undefined when it
 * is gone: saving and reverting delete backups, and VS Code in a browser does not always write that down in time.
 */
async function readBackup(id: string): Promise<UnsavedLabels | undefined> {
  const uri = vscode.Uri.parse(id, true);
  let backup: ReturnType<typeof parseBackup>;
  try {
    backup = parseBackup(Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('utf8'));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    backup = messageOf(error);
  }
  if (typeof backup === 'object') return backup;
  throw new Error(
    vscode.l10n.t('The unsaved labels kept in {0} cannot be restored: {1}.', uri.fsPath, backup),
  );
}
