import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { LabelDocument } from './editor/document';
import type { OpenEditors } from './editor/openEditors';
import type { ViewState } from './editor/panel';
import type { GitChanges } from './gitChanges';
import type { ImageLists } from './imageLists';
import { factsOf } from './views/labelFacts';
import { imageText, viewText, type ActiveImage, type StatusText } from './views/statusText';

/** The pointer moves faster than anybody reads. */
const REFRESH_MS = 50;

/** Two entries while a Relabel editor is active: where one is in the data set, and where the pointer is in the image. */
export class StatusBar implements vscode.Disposable {
  readonly #editors: OpenEditors;
  readonly #lists: ImageLists;
  readonly #git: GitChanges;
  readonly #image = vscode.window.createStatusBarItem('relabel.image', vscode.StatusBarAlignment.Left, 0);
  readonly #view = vscode.window.createStatusBarItem('relabel.view', vscode.StatusBarAlignment.Right, 100);
  readonly #disposables: vscode.Disposable[];
  #timer: NodeJS.Timeout | undefined;
  #compared: { readonly doc: unknown; readonly base: unknown; readonly isUnsaved: boolean } | undefined;

  constructor(editors: OpenEditors, lists: ImageLists, git: GitChanges) {
    this.#editors = editors;
    this.#lists = lists;
    this.#git = git;
    this.#image.name = vscode.l10n.t('Relabel: Image');
    this.#view.name = vscode.l10n.t('Relabel: Pointer and Zoom');
    const soon = (): void => this.#soon();
    this.#disposables = [
      this.#image,
      this.#view,
      editors.onActive(soon),
      editors.onSaved(soon),
      lists.onChange(soon),
      git.onChange(soon),
    ];
    soon();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#update();
    }, REFRESH_MS);
  }

  #update(): void {
    const panel = this.#editors.active;
    if (panel) this.#showImage(this.#read(panel.document));
    else this.#image.hide();
    if (panel?.viewState) this.#showView(panel.viewState);
    else this.#view.hide();
  }

  #showImage(image: ActiveImage): void {
    const isBlocked = image.blocked !== undefined;
    const hint = isBlocked
      ? vscode.l10n.t('Click to open the file.')
      : vscode.l10n.t('Click for the next image without labels.');
    const shown = imageText(image, vscode.l10n.t);
    const command = isBlocked ? 'relabel.openSidecar' : 'relabel.nextUnlabelled';
    put(this.#image, { ...shown, tooltip: `${shown.tooltip}\n${hint}` }, command);
  }

  #showView(state: ViewState): void {
    put(this.#view, viewText(state, vscode.l10n.t), 'relabel.view.fit');
  }

  #read({ labels, path }: LabelDocument): ActiveImage {
    return {
      name: basename(path),
      position: this.#lists.position(path),
      facts: factsOf(labels.doc),
      isUnsaved: this.#isUnsaved(labels),
      isChanged: this.#git.has(labels.path),
      blocked: labels.blocked?.message,
    };
  }

  /** Comparing goes through the whole document: done once per document value, not once per pointer move. */
  #isUnsaved(labels: LabelDocument['labels']): boolean {
    const { doc } = labels;
    const base = labels.base.doc;
    if (this.#compared?.doc !== doc || this.#compared.base !== base)
      this.#compared = { doc, base, isUnsaved: labels.dirty };
    return this.#compared.isUnsaved;
  }
}

/** Every assignment is a message to the window: only what is new is set. */
function put(
  item: vscode.StatusBarItem,
  { text, tooltip, accessible }: StatusText,
  command: 'relabel.openSidecar' | 'relabel.nextUnlabelled' | 'relabel.view.fit',
): void {
  if (item.text !== text) item.text = text;
  if (item.tooltip !== tooltip) item.tooltip = tooltip;
  if (item.command !== command) item.command = command;
  if (item.accessibilityInformation?.label !== accessible)
    item.accessibilityInformation = { label: accessible, role: 'button' };
  item.show();
}
