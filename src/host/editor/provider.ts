import * as vscode from 'vscode';
import { messageOf } from '../log';
import { parseBackup, printBackup } from './backup';
import { LabelDocument, type DocumentServices } from './document';
import type { OpenEditors } from './openEditors';
import { EditorPanel, type PanelServices } from './panel';
import { saveAs } from './saveAs';

export const VIEW_TYPE = 'relabel.editor';

export type EditorServices = DocumentServices & PanelServices;

/** Opens, saves, reverts and backs up; what these mean is in `LabelDocument`. */
export class EditorProvider implements vscode.CustomEditorProvider<LabelDocument>, vscode.Disposable {
  readonly #services: EditorServices;
  readonly #open: OpenEditors;
  readonly #edits = new vscode.EventEmitter<vscode.CustomDocumentEditEvent<LabelDocument>>();
  readonly onDidChangeCustomDocument = this.#edits.event;

  constructor(services: EditorServices, open: OpenEditors) {
    this.#services = services;
    this.#open = open;
  }

  static register(services: EditorServices, open: OpenEditors): vscode.Disposable {
    const provider = new EditorProvider(services, open);
    const options = { supportsMultipleEditorsPerDocument: true };
    return vscode.Disposable.from(
      provider,
      vscode.window.registerCustomEditorProvider(VIEW_TYPE, provider, options),
    );
  }

  async openCustomDocument(
    uri: vscode.Uri,
    context: vscode.CustomDocumentOpenContext,
  ): Promise<LabelDocument> {
    const unsaved = context.backupId === undefined ? undefined : await readBackup(context.backupId);
    const document = await LabelDocument.open(uri, this.#services, unsaved);
    const edits = document.onEdit((edit) => this.#edits.fire(edit));
    this.#open.added(document, edits);
    return document;
  }

  resolveCustomEditor(document: LabelDocument, webviewPanel: vscode.WebviewPanel): void {
    this.#open.shown(new EditorPanel(document, webviewPanel, this.#services));
  }

  async saveCustomDocument(document: LabelDocument): Promise<void> {
    await document.save();
    this.#open.saved(document);
  }

  async saveCustomDocumentAs(document: LabelDocument, target: vscode.Uri): Promise<void> {
    await saveAs(document, target, this.#services.dataSets());
  }

  revertCustomDocument(document: LabelDocument): Promise<void> {
    return document.revert();
  }

  async backupCustomDocument(
    document: LabelDocument,
    { destination }: vscode.CustomDocumentBackupContext,
  ): Promise<vscode.CustomDocumentBackup> {
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(destination, '..'));
    await vscode.workspace.fs.writeFile(destination, Buffer.from(printBackup(document.labels), 'utf8'));
    const remove = async (): Promise<void> => vscode.workspace.fs.delete(destination);
    return { id: destination.toString(), delete: () => void remove().catch(() => undefined) };
  }

  dispose(): void {
    this.#edits.dispose();
  }
}

/** A backup that cannot be read is left where it is, and opening says so: its labels must not vanish. */
async function readBackup(id: string): Promise<ReturnType<typeof parseBackup> & object> {
  const uri = vscode.Uri.parse(id, true);
  let backup: ReturnType<typeof parseBackup>;
  try {
    backup = parseBackup(Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('utf8'));
  } catch (error) {
    backup = messageOf(error);
  }
  if (typeof backup === 'object') return backup;
  throw new Error(
    vscode.l10n.t('The unsaved labels kept in {0} cannot be restored: {1}.', uri.fsPath, backup),
  );
}
