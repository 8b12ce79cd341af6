import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { rounded } from '../../core/annotation/annotation';
import type { AnnotationDoc } from '../../core/annotation/document';
import { printSidecar } from '../../core/annotation/sidecar';
import { invert, isEmpty, type Edit } from '../../core/edit/edit';
import { packEdit, unpackEdit, type PackedEdit } from '../../core/edit/packedEdit';
import { refusedEdit } from '../../core/formats/inPlace/refuse';
import type { Problem } from '../../core/problem';
import { EMPTY_SCHEMA, type LabelSchema } from '../../core/schema/labelSchema';
import type { DataSets } from '../../engine/dataset/dataSets';
import type { AbortLike } from '../../protocol/abort';
import type { TileArgs, TilePixels } from '../../protocol/editor';
import type { SchemaFile } from '../../engine/dataset/schemaFile';
import type { LabelStore } from '../../engine/dataset/stores/labelStore';
import { writeAtomic } from '../../engine/fs';
import type { Log } from '../log';
import { loadImage, type ImageContent, type ImageLoader } from './imageContent';
import { tileOf } from './tileService';
import { diskNotice, type Notice } from './notices';
import { ImageLabelsIo } from './labelsIo';
import { OpenLabels, SaveRefused, type DiskOutcome, type UnsavedLabels } from './openLabels';
import { watchFile } from './watchFile';

/** A key's command takes the way through the extension to the page, a save does not: it lets keys pressed before it pass. */
const KEYS_UNDER_WAY_MS = 100;

/** What an open document needs of the extension. */
export interface DocumentServices {
  readonly log: Log;
  readonly dataSets: () => DataSets;
  readonly loader: ImageLoader;
}

/** One showing of a document; a document may have several. */
export interface DocumentView {
  changed(change: { readonly version: number; readonly edit: Edit; readonly skipped: number }): void;
  /** Everything may be different: the whole document, or whether it can be shown at all. */
  reset(): void;
  imageChanged(): void;
  schemaChanged(): void;
  notice(notice: Notice): void;
  /** Resolves when the document has every edit the user made in this view; never rejects, never waits long. */
  settle(): Promise<void>;
}

/** An edit as VS Code's undo stack wants it. */
export interface StackedEdit {
  readonly document: LabelDocument;
  readonly label: string;
  undo(): void;
  redo(): void;
}

/** Labels that are unsaved for another reason than an edit which VS Code's undo stack has. */
export interface UnsavedChange {
  readonly document: LabelDocument;
}

/** An edit that the label file of the image cannot hold. */
export interface RefusedEdit {
  readonly document: LabelDocument;
  readonly edit: Edit;
  readonly reason: string;
}

/** The labels of one image, open in one or more editors. Owns the edits, the saving, and the eyes on the disk. */
export class LabelDocument implements vscode.CustomDocument {
  readonly uri: vscode.Uri;
  readonly labels: OpenLabels;
  readonly #services: DocumentServices;
  readonly #io: ImageLabelsIo;
  readonly #views = new Set<DocumentView>();
  readonly #edited = new vscode.EventEmitter<StackedEdit | UnsavedChange>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #closed = new vscode.EventEmitter<void>();
  readonly #refused = new vscode.EventEmitter<RefusedEdit>();
  readonly #disposables: vscode.Disposable[] = [this.#edited, this.#changed, this.#closed, this.#refused];
  #sidecarWatch: { readonly path: string; readonly watch: vscode.Disposable } | undefined;
  #image: Promise<ImageContent>;
  #imageNow: ImageContent | undefined;
  /** 0-based page of the file that is shown. */
  #page = 0;
  #schemaFile: SchemaFile | undefined;
  /** The disk changed since the last save: undoing back to that save leads elsewhere than to what is saved. */
  #diskMoved = false;
  #told: string | undefined;
  #pending: Notice[] = [];
  /** Fires for every edit that VS Code's undo stack has to know, and when labels are unsaved without one. */
  readonly onEdit = this.#edited.event;
  /** Fires when an edit was not taken, because the label file has no place for it. */
  readonly onRefused = this.#refused.event;
  /** Fires when labels, image or schema are other than before. */
  readonly onChange = this.#changed.event;
  /** Fires when the last editor of the image was closed. */
  readonly onClosed = this.#closed.event;

  private constructor(
    uri: vscode.Uri,
    services: DocumentServices,
    labels: OpenLabels,
    schemaFile: SchemaFile | undefined,
    io: ImageLabelsIo,
  ) {
    this.uri = uri;
    this.#io = io;
    this.labels = labels;
    this.#services = services;
    this.#schemaFile = schemaFile;
    this.#image = this.#loadImage();
    this.#watch();
  }

  /** Opens an image's labels; `unsaved` ones come from a backup. Never throws for what is on disk. */
  static async open(
    uri: vscode.Uri,
    services: DocumentServices,
    unsaved?: UnsavedLabels,
  ): Promise<LabelDocument> {
    const path = uri.fsPath;
    const io = new ImageLabelsIo(() => services.dataSets().sidecars.locate(path));
    const image = { file: basename(path), widthPx: 0, heightPx: 0 };
    const [opened, schemaFile] = await Promise.all([
      OpenLabels.open(io, image, unsaved),
      services.dataSets().schemaFor(path),
    ]);
    const document = new LabelDocument(uri, services, opened.labels, schemaFile, io);
    const origin = unsaved ? `${unsaved.doc.annotations.length} unsaved annotations` : 'disk';
    services.log.debug(`${path}: opened from ${origin}: ${opened.outcome.kind}`);
    document.#tell(opened.outcome);
    document.#diskMoved = false;
    return document;
  }

  get path(): string {
    return this.uri.fsPath;
  }

  get doc(): AnnotationDoc {
    return this.labels.doc;
  }

  get schema(): LabelSchema {
    return this.#schemaFile?.schema ?? this.store?.context.schema ?? EMPTY_SCHEMA;
  }

  /** The file of another format that is edited in place; undefined for a sidecar. */
  get store(): LabelStore | undefined {
    return this.#io.store;
  }

  /** The `relabel.yaml` that governs the image, or the file that lists the classes of its store. */
  get schemaFile(): SchemaFile | undefined {
    return this.#schemaFile;
  }

  /** Resolves when it is known how the image is shown. */
  get image(): Promise<ImageContent> {
    return this.#image;
  }

  /** The same, as far as it is known now. */
  get imageNow(): ImageContent | undefined {
    return this.#imageNow;
  }

  /** 0-based, of a document of several pages or a series of frames. */
  get page(): number {
    return this.#page;
  }

  /** Shows another page in every view; one that there is not leaves things as they are. */
  async showPage(index: number): Promise<void> {
    const count = (await this.#image).pages?.count ?? 1;
    if (index === this.#page || !Number.isInteger(index) || index < 0 || index >= count) return;
    this.#page = index;
    await this.reloadImage();
  }

  /** A part of the picture that is shown, when it is a tiled one. */
  tile(args: TileArgs, signal: AbortLike): Promise<TilePixels> {
    const shown = { path: this.path, page: this.#page, image: this.#imageNow };
    return tileOf(shown, args, this.#services.loader, signal);
  }

  attach(view: DocumentView): vscode.Disposable {
    this.#views.add(view);
    return { dispose: () => void this.#views.delete(view) };
  }

  /** What happened before there was anybody to tell. */
  takeNotices(): readonly Notice[] {
    return this.#pending.splice(0);
  }

  /** A page's edit. Every other view hears of it; the proposer has it already. */
  propose(
    edit: Edit,
    baseVersion: number,
    from: DocumentView,
  ): { readonly version: number; readonly stale: boolean } {
    if (this.doc.image.widthPx === 0)
      throw new Error(vscode.l10n.t('The size of the image is not known, so nothing can be labelled yet.'));
    this.#refuse(edit);
    const reply = this.labels.propose(edit, baseVersion);
    if (reply.stale) return reply;
    for (const view of this.#views)
      if (view !== from) view.changed({ version: reply.version, edit, skipped: 0 });
    this.#stack(edit);
    return reply;
  }

  /** An edit of the extension itself: a detection, a quick fix. One step of undo; every view hears of it. */
  edit(edit: Edit): void {
    if (isEmpty(edit) || this.labels.blocked || this.#isRefused(edit)) return;
    this.#apply(edit);
    this.#stack(edit);
  }

  /** The page takes back what the label file cannot hold: it hears of it as an error. */
  #refuse(edit: Edit): void {
    const reason = this.#refusal(edit);
    if (reason === undefined) return;
    this.#refused.fire({ document: this, edit, reason });
    throw new Error(reason);
  }

  #isRefused(edit: Edit): boolean {
    const reason = this.#refusal(edit);
    if (reason === undefined) return false;
    this.notice({ severity: 'warning', message: reason });
    this.#refused.fire({ document: this, edit, reason });
    return true;
  }

  #refusal(edit: Edit): string | undefined {
    const { store } = this;
    return store && refusedEdit(store.file, edit, { ...store.context, image: this.doc.image });
  }

  /** Writes all labels, unsaved ones too, to a sidecar, which is used from now on; the other file stays as it is. */
  async switchToSidecar(): Promise<void> {
    const { ownSidecars } = this.#services.dataSets();
    const { path, exists, blocked } = await ownSidecars.locate(this.path);
    if (!this.store || exists) return;
    if (blocked) throw new Error(blocked.message);
    await writeAtomic(path, printSidecar({ ...this.doc, annotations: this.doc.annotations.map(rounded) }));
    await this.revert();
    await this.reloadSchema();
  }

  /** Looks at the disk again; cheap when nothing changed. */
  async look(): Promise<void> {
    this.#tell(await this.labels.look());
  }

  /** A key just pressed may still be on its way through a page. */
  async settle(): Promise<void> {
    await Promise.all([...this.#views].map((view) => view.settle()));
  }

  async save(): Promise<void> {
    await delay(KEYS_UNDER_WAY_MS);
    await this.settle();
    try {
      this.#tell(await this.labels.save());
      this.#diskMoved = false;
    } catch (error) {
      throw error instanceof SaveRefused ? refusal(error) : error;
    }
    this.#changed.fire();
  }

  async revert(): Promise<void> {
    this.#tell(await this.labels.revert());
    this.#diskMoved = false;
  }

  /** Reads `relabel.yaml` again, and finds the sidecar's place by its new rules. */
  async reloadSchema(): Promise<void> {
    const before = this.#schemaFile;
    this.#schemaFile = await this.#services.dataSets().schemaFor(this.path);
    if (this.#schemaFile === before) return;
    for (const view of this.#views) view.schemaChanged();
    await this.look();
    this.#changed.fire();
  }

  reloadImage(): Promise<ImageContent> {
    this.#image = this.#loadImage().then((image) => {
      for (const view of this.#views) view.imageChanged();
      return image;
    });
    return this.#image;
  }

  notice(notice: Notice): void {
    if (this.#views.size === 0) this.#pending.push(notice);
    for (const view of this.#views) view.notice(notice);
  }

  dispose(): void {
    this.#closed.fire();
    this.#closePicture(this.#imageNow);
    this.#sidecarWatch?.watch.dispose();
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #apply(edit: Edit, lost = 0): void {
    const { version, skipped } = this.labels.apply(edit);
    for (const view of this.#views) view.changed({ version, edit, skipped: skipped + lost });
    this.#changed.fire();
  }

  /** VS Code takes a document as saved where it was when it was saved last; it has to hear when that does not hold. */
  #replay(packed: PackedEdit, turned: (edit: Edit) => Edit, label: string): void {
    const { edit, lost } = unpackEdit(packed, this.doc);
    this.#apply({ ...turned(edit), label }, lost);
    if (this.#diskMoved && this.labels.dirty) this.#edited.fire({ document: this });
  }

  /** VS Code keeps a thousand edits and more: they are packed, so that a stroke does not hold its whole mask twice. */
  #stack(edit: Edit): void {
    const { label } = edit;
    const packed = packEdit(edit);
    this.#edited.fire({
      document: this,
      label,
      undo: () => this.#replay(packed, invert, vscode.l10n.t('Undo {0}', label)),
      redo: () => this.#replay(packed, (again) => again, vscode.l10n.t('Redo {0}', label)),
    });
    this.#changed.fire();
  }

  async #loadImage(): Promise<ImageContent> {
    const image = await loadImage(this.path, this.#services.loader, this.#page);
    const before = this.#imageNow;
    this.#imageNow = image;
    if (before?.kind === 'tiled' && !(image.kind === 'tiled' && image.id === before.id))
      this.#closePicture(before);
    if (this.#setSize()) this.#reset();
    this.#changed.fire();
    return image;
  }

  #closePicture(image: ImageContent | undefined): void {
    const imaging = this.#services.loader.imaging();
    if (image?.kind !== 'tiled' || imaging.pid === undefined) return;
    void imaging.call('closePicture', { id: image.id }).catch(() => undefined);
  }

  /** Labels that were never saved take the size of the image's first page, as soon as both are there. */
  #setSize(): boolean {
    if (this.#page > 0) return false;
    const { widthPx = 0, heightPx = 0 } = this.#imageNow ?? {};
    return widthPx > 0 && this.labels.setImage({ file: basename(this.path), widthPx, heightPx });
  }

  #reset(): void {
    for (const view of this.#views) view.reset();
    this.#changed.fire();
  }

  #tell(outcome: DiskOutcome): void {
    this.#watchSidecar();
    if (outcome.kind === 'same') return;
    this.#diskMoved = true;
    this.#services.log.debug(`${this.labels.path}: ${outcome.kind}`);
    const notice = diskNotice(outcome, this.labels.path);
    if (notice && notice.message !== this.#told) this.notice(notice);
    this.#told = outcome.kind === 'kept' ? notice?.message : undefined;
    if (outcome.kind === 'merged') this.#logConflicts(outcome);
    if (outcome.kind === 'kept') return;
    this.#setSize();
    this.#reset();
  }

  /** The labels hold both versions until it is decided; files of other formats do not, so the log holds theirs. */
  #logConflicts({ conflicts }: DiskOutcome & { readonly kind: 'merged' }): void {
    for (const { id = 'image', what, theirs } of conflicts)
      this.#services.log.warn(
        `${this.labels.path}: ${id}: ${what}; not taken over: ${JSON.stringify(theirs ?? null)}`,
      );
  }

  #watch(): void {
    this.#disposables.push(watchFile(this.path, () => void this.reloadImage()));
    this.#watchSidecar();
  }

  #watchSidecar(): void {
    const { path } = this.labels;
    if (this.#sidecarWatch?.path === path) return;
    this.#sidecarWatch?.watch.dispose();
    this.#sidecarWatch = { path, watch: watchFile(path, () => void this.look()) };
  }
}

function refusal({ path, problem }: SaveRefused): Error {
  return new Error(
    vscode.l10n.t(
      'The labels were not saved, because the file on disk cannot be read and would be overwritten. {0} Your labels are still here: mend or delete the file, then save again.',
      problemText(path, problem),
    ),
  );
}

function problemText(path: string, { message, line }: Problem): string {
  return line === undefined ? `${path}: ${message}` : `${path}:${line}: ${message}`;
}
