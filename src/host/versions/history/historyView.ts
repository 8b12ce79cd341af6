import { basename } from 'node:path';
import * as vscode from 'vscode';
import { docOf, type HistoryEntry } from '../../../engine/versioning/labelVersions';
import { WORKTREE } from '../../../engine/versioning/revision';
import type { Versions } from '../../../engine/versioning/versions';
import type { OpenEditors } from '../../editor/openEditors';
import { messageOf, type Log } from '../../log';
import type { Repositories } from '../repositories';
import { diffOf, docSummary } from './changeSummary';
import { historyItem, rowsBelow } from './historyItem';
import { HistoryModel, type HistorySubject } from './historyModel';
import { historyRows, type ChangeRow, type HistoryRow, type Uncommitted } from './historyRows';

const VIEW_ID = 'relabel.history';
/** The repository's files change in bursts, and labels with every gesture. */
const SETTLE_MS = 400;
/** Rows come one by one: the view is drawn again no oftener than this. */
const DRAW_MS = 80;

export interface HistoryServices {
  readonly log: Log;
  readonly editors: OpenEditors;
  readonly repositories: Repositories;
}

/** "Label History": the commits that changed the active image's labels, or those of one instance. */
export class HistoryView implements vscode.TreeDataProvider<HistoryRow>, vscode.Disposable {
  readonly #services: HistoryServices;
  readonly #view: vscode.TreeView<HistoryRow>;
  readonly #drawn = new vscode.EventEmitter<undefined>();
  readonly #disposables: vscode.Disposable[];
  readonly onDidChangeTreeData = this.#drawn.event;
  #subject: HistorySubject | undefined;
  #model: HistoryModel | undefined;
  #uncommitted: Uncommitted | undefined;
  /** Why there is no history to show. */
  #trouble: string | undefined;
  /** The commit that HEAD was at when the history was read. */
  #head: string | undefined;
  #oneInstance = false;
  #searches = 0;
  #drawing: NodeJS.Timeout | undefined;
  #settling: NodeJS.Timeout | undefined;

  constructor(services: HistoryServices) {
    this.#services = services;
    this.#view = vscode.window.createTreeView(VIEW_ID, { treeDataProvider: this, showCollapseAll: true });
    this.#disposables = [
      this.#view,
      this.#drawn,
      this.#view.onDidChangeVisibility(({ visible }) => visible && this.#follow()),
      services.editors.onActive(() => this.#follow()),
      services.editors.onDocument(({ path }) => path === this.#subject?.imagePath && this.#later()),
    ];
    this.#follow();
  }

  /** Whose history is shown. */
  get subject(): HistorySubject | undefined {
    return this.#subject;
  }

  getTreeItem(row: HistoryRow): vscode.TreeItem {
    return historyItem(row, this.#subject?.instance, Date.now());
  }

  getChildren(row?: HistoryRow): HistoryRow[] {
    if (row) return [...rowsBelow(row, this.#subject?.instance)];
    if (!this.#model || this.#trouble !== undefined) return [];
    return [...historyRows(this.#model.state, this.#uncommitted, (text) => vscode.l10n.t(text))];
  }

  /** All children are made from their parents: VS Code asks for it to be able to reveal. */
  getParent(row: HistoryRow): ChangeRow | undefined {
    return row.kind === 'instance' ? row.of : undefined;
  }

  /** Shows the view, for an image or one of its instances. */
  async show(subject?: HistorySubject): Promise<void> {
    await vscode.commands.executeCommand(`${VIEW_ID}.focus`);
    this.#setOneInstance(subject?.instance !== undefined);
    if (subject) this.#set(subject);
    else this.#follow();
  }

  /** Follows the whole image again, or the instance that is selected. */
  async followInstance(follow: boolean): Promise<void> {
    const { active } = this.#services.editors;
    const selectedId = active?.viewState?.selectedId;
    if (follow && (selectedId === null || selectedId === undefined)) {
      const text = vscode.l10n.t('Select one annotation first: its history is shown then.');
      return void vscode.window.showInformationMessage(text);
    }
    this.#setOneInstance(follow);
    const imagePath = active?.document.path ?? this.#subject?.imagePath;
    if (imagePath === undefined) return;
    await this.show({ imagePath, ...(follow && selectedId && { instance: selectedId }) });
  }

  more(): void {
    void this.#model?.more();
  }

  stop(): void {
    this.#model?.stop();
  }

  /** Reads everything again. */
  refresh(): void {
    this.#head = undefined;
    void this.#search();
  }

  /** Something was committed, checked out, saved or edited: looks at it a moment later. */
  repositoryChanged(): void {
    this.#later();
  }

  dispose(): void {
    clearTimeout(this.#drawing);
    clearTimeout(this.#settling);
    this.#model?.dispose();
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #setOneInstance(on: boolean): void {
    this.#oneInstance = on;
    void vscode.commands.executeCommand('setContext', 'relabel.historyOfInstance', on);
  }

  /** The active image, and the selected instance while the view is about instances; the last one stays otherwise. */
  #follow(): void {
    if (!this.#view.visible) return;
    const { active } = this.#services.editors;
    if (!active) return this.#subject ? undefined : this.#say();
    const imagePath = active.document.path;
    const same = this.#subject?.imagePath === imagePath ? this.#subject.instance : undefined;
    const instance = this.#oneInstance ? (active.viewState?.selectedId ?? same) : undefined;
    this.#set({ imagePath, ...(instance !== undefined && { instance }) });
  }

  #set(subject: HistorySubject): void {
    const { imagePath, instance } = this.#subject ?? {};
    if (imagePath === subject.imagePath && instance === subject.instance) return;
    this.#subject = subject;
    this.#uncommitted = undefined;
    this.refresh();
  }

  #later(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => void this.#lookAgain(), SETTLE_MS);
  }

  /** A commit or checkout makes another history; a change of labels only another first row. */
  async #lookAgain(): Promise<void> {
    const subject = this.#subject;
    if (!subject || !this.#view.visible) return;
    const found = await this.#services.repositories.of(subject.imagePath);
    if (found.kind !== 'ready' || !this.#model) return this.refresh();
    const head = await headOf(found.versions);
    if (subject !== this.#subject) return;
    if (head !== this.#head) return this.refresh();
    await this.#lookAtWork(found.versions, subject);
  }

  async #search(): Promise<void> {
    const search = ++this.#searches;
    const subject = this.#subject;
    this.#say();
    if (!subject) return;
    const found = await this.#services.repositories.of(subject.imagePath);
    if (search !== this.#searches) return;
    if (found.kind !== 'ready') return this.#end(found.message);
    const { versions } = found;
    const head = await headOf(versions);
    if (search !== this.#searches) return;
    this.#trouble = undefined;
    this.#head = head;
    this.#model?.dispose();
    this.#model = undefined;
    this.#model = new HistoryModel(subject, reader(versions, head), () => this.#draw());
    this.#say();
    await this.#lookAtWork(versions, subject);
  }

  #end(trouble: string): void {
    this.#model?.dispose();
    this.#model = undefined;
    this.#uncommitted = undefined;
    this.#trouble = trouble;
    this.#say();
  }

  /** What is not committed, of the open document or of the disk. */
  async #lookAtWork(versions: Versions, subject: HistorySubject): Promise<void> {
    try {
      const uncommitted = await this.#work(versions, subject);
      if (subject !== this.#subject) return;
      this.#uncommitted = uncommitted;
      this.#draw();
    } catch (error) {
      this.#services.log.warn(messageOf(error));
    }
  }

  async #work(versions: Versions, { imagePath, instance }: HistorySubject): Promise<Uncommitted | undefined> {
    const head = this.#head === undefined ? undefined : await versions.resolve('HEAD');
    const before = docOf(head && (await versions.labelsAt(head, imagePath)));
    const open = this.#services.editors.ofImage(imagePath);
    const isBlank = open && open.labels.base.hash === undefined && !open.labels.dirty;
    const saved = open ? undefined : docOf(await versions.labelsAt(WORKTREE, imagePath));
    const after = open ? (isBlank ? undefined : open.doc) : saved;
    const diff = diffOf(before, after, instance);
    const isSame = diff.instances.length === 0 && !diff.facts && !diff.existence;
    if (isSame) return undefined;
    return { imagePath, diff, summary: docSummary(before, after, instance), isNew: before === undefined };
  }

  #say(): void {
    const { imagePath, instance } = this.#subject ?? {};
    const names = [
      ...(imagePath === undefined ? [] : [basename(imagePath)]),
      ...(instance === undefined ? [] : [this.#nameOf(instance)]),
    ];
    this.#view.description = names.join(' · ');
    this.#view.message = this.#message();
    this.#draw();
  }

  #message(): string {
    if (this.#trouble !== undefined) return this.#trouble;
    if (this.#subject) return '';
    return vscode.l10n.t('Open an image in Relabel to see how its labels changed.');
  }

  /** "car k3v9q2", as far as the instance is there now. */
  #nameOf(id: string): string {
    const open = this.#subject && this.#services.editors.ofImage(this.#subject.imagePath);
    const found = open?.doc.annotations.find((annotation) => annotation.id === id);
    return found ? `${found.label} ${id}` : id;
  }

  #draw(): void {
    const isLoading = this.#model?.state.status.kind === 'loading';
    void vscode.commands.executeCommand('setContext', 'relabel.historyLoading', isLoading);
    this.#drawing ??= setTimeout(() => {
      this.#drawing = undefined;
      this.#drawn.fire(undefined);
    }, DRAW_MS);
  }
}

/** A repository without a commit has no history; what is in it is all uncommitted. */
function reader(versions: Versions, head: string | undefined) {
  return ({ imagePath, instance }: HistorySubject, signal: AbortSignal): AsyncIterable<HistoryEntry> =>
    head === undefined
      ? nothing()
      : versions.historyOf(imagePath, { signal, ...(instance !== undefined && { instance }) });
}

async function* nothing(): AsyncGenerator<HistoryEntry> {
  // No commit, so no entry.
}

async function headOf(versions: Versions): Promise<string | undefined> {
  const head = await versions.resolve('HEAD').catch(() => undefined);
  return head?.kind === 'commit' ? head.commit : undefined;
}
