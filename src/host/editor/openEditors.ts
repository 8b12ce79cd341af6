import * as vscode from 'vscode';
import type { LabelDocument } from './document';
import type { EditorPanel } from './panel';

/** Which images are open, in which panels, and which panel the user is in. */
export class OpenEditors implements vscode.Disposable {
  readonly #documents = new Map<string, LabelDocument>();
  readonly #panels = new Set<EditorPanel>();
  readonly #activeChanged = new vscode.EventEmitter<void>();
  readonly #documentChanged = new vscode.EventEmitter<LabelDocument>();
  readonly #saved = new vscode.EventEmitter<LabelDocument>();
  readonly #closed = new vscode.EventEmitter<LabelDocument>();
  #active: EditorPanel | undefined;
  /** The active panel is another one, or its pointer, zoom or document changed. */
  readonly onActive = this.#activeChanged.event;
  /** A document was opened, or its labels, image or schema changed. */
  readonly onDocument = this.#documentChanged.event;
  readonly onSaved = this.#saved.event;
  readonly onClosed = this.#closed.event;

  get active(): EditorPanel | undefined {
    return this.#active;
  }

  get documents(): readonly LabelDocument[] {
    return [...this.#documents.values()];
  }

  get panels(): readonly EditorPanel[] {
    return [...this.#panels];
  }

  panelsOf(document: LabelDocument): readonly EditorPanel[] {
    return this.panels.filter((panel) => panel.document === document);
  }

  /** The open document of an image. */
  ofImage(path: string): LabelDocument | undefined {
    return this.#documents.get(path);
  }

  /** The open document whose labels live in this sidecar. */
  ofSidecar(path: string): LabelDocument | undefined {
    return this.documents.find(({ labels }) => labels.path === path);
  }

  added(document: LabelDocument, edits: vscode.Disposable): void {
    this.#documents.set(document.path, document);
    const changes = document.onChange(() => this.#changed(document));
    document.onClosed(() => {
      vscode.Disposable.from(edits, changes).dispose();
      if (this.#documents.get(document.path) === document) this.#documents.delete(document.path);
      this.#closed.fire(document);
    });
    this.#documentChanged.fire(document);
  }

  shown(panel: EditorPanel): void {
    const { webviewPanel } = panel;
    this.#panels.add(panel);
    const subscriptions = vscode.Disposable.from(
      webviewPanel.onDidChangeViewState(() => this.#viewChanged(panel)),
      panel.onTyping(() => this.#tellTyping()),
      panel.onViewState(() => panel === this.#active && this.#activeChanged.fire()),
    );
    webviewPanel.onDidDispose(() => {
      subscriptions.dispose();
      this.#panels.delete(panel);
      if (this.#active === panel) this.#setActive(undefined);
      panel.dispose();
    });
    this.#viewChanged(panel);
  }

  saved(document: LabelDocument): void {
    this.#saved.fire(document);
  }

  dispose(): void {
    vscode.Disposable.from(this.#activeChanged, this.#documentChanged, this.#saved, this.#closed).dispose();
  }

  #viewChanged(panel: EditorPanel): void {
    if (panel.webviewPanel.visible) void panel.document.look();
    if (panel.webviewPanel.active) this.#setActive(panel);
    else if (this.#active === panel) this.#setActive(undefined);
  }

  #setActive(panel: EditorPanel | undefined): void {
    this.#active = panel;
    this.#tellTyping();
    this.#activeChanged.fire();
  }

  #changed(document: LabelDocument): void {
    this.#documentChanged.fire(document);
    if (this.#active?.document === document) this.#activeChanged.fire();
  }

  /** Single-letter keys are off while a text field of the active page has the focus; some are the brush's. */
  #tellTyping(): void {
    const { typing = false, painting = false } = this.#active ?? {};
    void vscode.commands.executeCommand('setContext', 'relabel.typing', typing);
    void vscode.commands.executeCommand('setContext', 'relabel.painting', painting);
  }
}
