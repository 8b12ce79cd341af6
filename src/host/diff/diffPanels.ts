import * as vscode from 'vscode';
import { DIFF_VIEW_TYPE } from './viewType';
import { requestIn } from './diffMemento';
import { DiffPanel, type DiffPanelServices } from './diffPanel';
import type { DiffRequest, DiffSearch } from './request';

/** The comparisons that are open: the next one takes the place of the last that is not kept open. */
export class DiffPanels implements vscode.Disposable {
  readonly #services: DiffPanelServices;
  readonly #panels = new Set<DiffPanel>();

  constructor(services: DiffPanelServices) {
    this.#services = services;
  }

  /** Fills a panel that VS Code has kept, with what its page kept. */
  revive(panel: vscode.WebviewPanel, kept: unknown): void {
    const request = requestIn(kept);
    // A page that had not yet shown anything kept nothing.
    if (request) this.#added(panel, request);
    else panel.dispose();
  }

  /** Shows a comparison; nothing is shown without images to compare. */
  async show(request: DiffRequest, search?: DiffSearch): Promise<void> {
    if (request.pairs.length === 0) {
      search?.stop();
      await vscode.window.showInformationMessage(vscode.l10n.t('No labels differ.'));
      return;
    }
    const free = [...this.#panels].findLast(({ pinned }) => !pinned);
    if (free) {
      free.show(request, search);
      return free.webviewPanel.reveal();
    }
    const column = vscode.ViewColumn.Active;
    this.#added(vscode.window.createWebviewPanel(DIFF_VIEW_TYPE, request.title, column), request, search);
  }

  /** Something was committed, staged or checked out. */
  repositoryChanged(): void {
    for (const panel of this.#panels) panel.refresh();
  }

  dispose(): void {
    for (const panel of this.#panels) panel.dispose();
  }

  #added(webviewPanel: vscode.WebviewPanel, request: DiffRequest, search?: DiffSearch): void {
    const icon = (name: string): vscode.Uri =>
      vscode.Uri.joinPath(this.#services.extensionUri, 'media', 'icons', name);
    webviewPanel.iconPath = { light: icon('diff-light.svg'), dark: icon('diff-dark.svg') };
    const panel = new DiffPanel(webviewPanel, this.#services, request, search);
    this.#panels.add(panel);
    webviewPanel.onDidDispose(() => {
      this.#panels.delete(panel);
      panel.dispose();
    });
  }
}
