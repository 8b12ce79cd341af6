import * as vscode from 'vscode';
import type { OpenEditors } from './editor/openEditors';
import type { EditorPanel, ViewState } from './editor/panel';
import type { GitChanges } from './gitChanges';
import type { ImageLists } from './imageLists';

/** Two entries while a Relabel editor is active: where one is in the data set, and where the pointer is in the image. */
export class StatusBar implements vscode.Disposable {
  readonly #editors: OpenEditors;
  readonly #lists: ImageLists;
  readonly #git: GitChanges;
  readonly #image = vscode.window.createStatusBarItem('relabel.image', vscode.StatusBarAlignment.Left, 0);
  readonly #view = vscode.window.createStatusBarItem('relabel.view', vscode.StatusBarAlignment.Right, 100);
  readonly #disposables: vscode.Disposable[];

  constructor(editors: OpenEditors, lists: ImageLists, git: GitChanges) {
    this.#editors = editors;
    this.#lists = lists;
    this.#git = git;
    this.#image.name = vscode.l10n.t('Relabel: Image');
    this.#view.name = vscode.l10n.t('Relabel: Pointer and Zoom');
    this.#image.command = 'relabel.nextUnlabelled';
    this.#view.command = 'relabel.view.fit';
    const update = (): void => this.#update();
    this.#disposables = [
      this.#image,
      this.#view,
      editors.onActive(update),
      lists.onChange(update),
      git.onChange(update),
    ];
    update();
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #update(): void {
    const panel = this.#editors.active;
    if (!panel) {
      this.#image.hide();
      return this.#view.hide();
    }
    this.#showImage(panel);
    this.#showView(panel.viewState);
  }

  #showImage({ document }: EditorPanel): void {
    const { t } = vscode.l10n;
    const { index, total, labelled } = this.#lists.position(document.path);
    const proposals = document.doc.annotations.filter(({ proposed }) => proposed).length;
    const place = total > 0 ? `${index + 1}/${total}` : '';
    const states = [
      document.doc.state === 'done' ? t('done') : '',
      document.labels.dirty ? t('unsaved') : this.#git.has(document.labels.path) ? t('changed') : '',
      proposals > 0 ? t('{0} proposals', proposals) : '',
    ];
    this.#image.text = ['$(tag)', place, ...states].filter(Boolean).join(' ');
    this.#image.tooltip = [
      total > 0 ? t('Image {0} of {1}, {2} labelled', index + 1, total, labelled) : '',
      t('{0} labels', document.doc.annotations.length - proposals),
      t('Click for the next unlabelled image'),
    ]
      .filter(Boolean)
      .join('\n');
    this.#image.show();
  }

  #showView(view: ViewState | undefined): void {
    if (!view) return this.#view.hide();
    const { pointer, zoom, selected } = view;
    const parts = [
      selected > 0 ? vscode.l10n.t('{0} selected', selected) : '',
      pointer ? `${Math.floor(pointer.x)}, ${Math.floor(pointer.y)}` : '',
      `${zoomText(zoom)} %`,
    ];
    this.#view.text = parts.filter(Boolean).join('  ');
    this.#view.tooltip = vscode.l10n.t('Pointer in image pixels, and zoom. Click to fit the image.');
    this.#view.show();
  }
}

function zoomText(zoom: number): string {
  const percent = zoom * 100;
  return percent >= 10 ? String(Math.round(percent)) : percent.toFixed(1);
}
