import {
  isBlank,
  sameValue,
  emptyDoc,
  type AnnotationDoc,
  type ImageFacts,
} from '../../core/annotation/document';
import { mergeDocs, type MergeConflict } from '../../core/annotation/merge';
import { printSidecar } from '../../core/annotation/sidecar';
import { apply, type Edit } from '../../core/edit/edit';
import type { Problem } from '../../core/problem';
import { sha256OfText } from '../../engine/fs';
import { linesOf, type SidecarRead } from './sidecarFile';

/** Reads and writes the one sidecar of an image. */
export interface LabelsIo {
  /** What is at the sidecar's place, or at a place where it was before. */
  read(at?: string): Promise<SidecarRead>;
  /** Throws when it cannot, and then leaves what was there. */
  write(path: string, text: string): Promise<void>;
  /**
   * Writes the labels to a file of another format, in the place of what has the hash `baseHash`. Undefined when it is
   * sidecars that are written; 'changed' when something else stands there now, and nothing was written.
   */
  writeStore?(doc: AnnotationDoc, baseHash: string | undefined): Promise<Written | 'changed' | undefined>;
  /** Rows of a file of another format are known by these from now on. */
  seed?(doc: AnnotationDoc): void;
}

/** What stands on disk after a save. */
export interface Written {
  readonly hash: string;
  lineOf(id: string): number | undefined;
}

/** Labels that were not saved, with what they grew from. */
export interface UnsavedLabels {
  readonly doc: AnnotationDoc;
  readonly base: Base;
}

/** The sidecar as last read or written; `hash` is undefined when there was none. */
export interface Base {
  readonly doc: AnnotationDoc;
  readonly hash: string | undefined;
}

/** What a look at the disk led to. */
export type DiskOutcome =
  | { readonly kind: 'same' }
  /** Nothing was unsaved (or the sidecar is readable again): its content is shown. */
  | { readonly kind: 'reloaded' }
  /** Both sides stand; where they clash ours is kept. */
  | { readonly kind: 'merged'; readonly conflicts: readonly MergeConflict[] }
  /** The sidecar went away or cannot be read while labels are unsaved: ours are kept. */
  | { readonly kind: 'kept'; readonly problem: Problem | undefined }
  | { readonly kind: 'blocked'; readonly problem: Problem };

/** A save that was not tried, because it would overwrite what cannot be read. */
export class SaveRefused extends Error {
  override readonly name = 'SaveRefused';
  readonly path: string;
  readonly problem: Problem;

  constructor(path: string, problem: Problem) {
    super(problem.message);
    this.path = path;
    this.problem = problem;
  }
}

type Readable = Exclude<SidecarRead, { kind: 'broken' }>;

function hashOf(read: Readable): string | undefined {
  return read.kind === 'ok' ? read.hash : undefined;
}

/** An edit made while a save was writing belongs to that save too; more rounds than this wait for the next one. */
const MAX_SAVE_ROUNDS = 5;

/**
 * The labels of one image while it is open: the document, its version, and the sidecar it grew from.
 * Disk work runs one piece after the other; edits come in between.
 */
export class OpenLabels {
  readonly #io: LabelsIo;
  #doc: AnnotationDoc;
  #version = 1;
  #base: Base;
  #path = '';
  #blocked: Problem | undefined;
  #problems: readonly Problem[] = [];
  #lineOf: (id: string) => number | undefined = () => undefined;
  #disk: Promise<unknown> = Promise.resolve();

  private constructor(io: LabelsIo, image: ImageFacts) {
    this.#io = io;
    this.#doc = emptyDoc(image);
    this.#base = { doc: this.#doc, hash: undefined };
  }

  /** Opens the sidecar, or an empty document where there is none; `unsaved` labels are merged over it. */
  static async open(
    io: LabelsIo,
    image: ImageFacts,
    unsaved?: UnsavedLabels,
  ): Promise<{ readonly labels: OpenLabels; readonly outcome: DiskOutcome }> {
    const labels = new OpenLabels(io, image);
    if (unsaved) {
      labels.#base = unsaved.base;
      labels.#doc = unsaved.doc;
      io.seed?.(unsaved.base.doc);
    }
    return { labels, outcome: await labels.#look() };
  }

  get doc(): AnnotationDoc {
    return this.#doc;
  }

  get version(): number {
    return this.#version;
  }

  get base(): Base {
    return this.#base;
  }

  /** Where the sidecar is, or will be written. */
  get path(): string {
    return this.#path;
  }

  /** Why nothing is shown and nothing may be written. */
  get blocked(): Problem | undefined {
    return this.#blocked;
  }

  /** What reading found to repair or to keep aside. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** 1-based line in the sidecar as it is on disk. */
  lineOf(id: string): number | undefined {
    return this.#lineOf(id);
  }

  get dirty(): boolean {
    return this.#doc !== this.#base.doc && !sameValue(this.#doc, this.#base.doc);
  }

  /** Takes a page's edit if it was made for this version. */
  propose(edit: Edit, baseVersion: number): { readonly version: number; readonly stale: boolean } {
    if (this.#blocked || baseVersion !== this.#version) return { version: this.#version, stale: true };
    return { version: this.apply(edit).version, stale: false };
  }

  /** Applies an edit as far as it fits; not at all while blocked. */
  apply(edit: Edit): { readonly version: number; readonly skipped: number } {
    if (this.#blocked) return { version: this.#version, skipped: 0 };
    const { doc, skipped } = apply(this.#doc, edit);
    this.#doc = doc;
    return { version: ++this.#version, skipped };
  }

  /** The image's size became known, or it was renamed: only while nothing is labelled. */
  setImage(image: ImageFacts): boolean {
    if (this.#blocked || this.#base.hash !== undefined || !isBlank(this.#doc)) return false;
    this.#replace({ ...this.#doc, image });
    this.#base = { doc: this.#doc, hash: undefined };
    return true;
  }

  /** Something may have changed on disk. */
  look(): Promise<DiskOutcome> {
    return this.#alone(() => this.#look());
  }

  /** Forgets what is unsaved and reads the sidecar again. */
  revert(): Promise<DiskOutcome> {
    return this.#alone(async () => {
      this.#doc = this.#base.doc;
      this.#version++;
      const outcome = await this.#look();
      return outcome.kind === 'same' ? { kind: 'reloaded' } : outcome;
    });
  }

  /**
   * Writes the sidecar; nothing is written when there is nothing to say and no sidecar, or when it says so already.
   * What changed on disk meanwhile is merged in first. Throws `SaveRefused` or what `write` throws; the labels stay.
   */
  save(): Promise<DiskOutcome> {
    return this.#alone(async () => {
      const outcome = await this.#look();
      const problem = outcome.kind === 'kept' ? outcome.problem : this.#blocked;
      if (problem) throw new SaveRefused(this.#path, problem);
      for (let round = 0; round < MAX_SAVE_ROUNDS; round++) {
        const saved = this.#doc;
        if (!(await this.#write(saved))) await this.#lookAgain();
        else if (this.#doc === saved) break;
      }
      return outcome;
    });
  }

  /** False when the file is no longer what was read: it has to be looked at again first. */
  async #write(doc: AnnotationDoc): Promise<boolean> {
    if (this.#base.hash === undefined && isBlank(doc)) return true;
    const written = await this.#io.writeStore?.(doc, this.#base.hash);
    if (written === 'changed') return false;
    if (!written) await this.#writeSidecar(doc);
    else {
      this.#base = { doc, hash: written.hash };
      this.#lineOf = written.lineOf;
    }
    return true;
  }

  async #lookAgain(): Promise<void> {
    const outcome = await this.#look();
    const problem = outcome.kind === 'kept' ? outcome.problem : this.#blocked;
    if (problem) throw new SaveRefused(this.#path, problem);
  }

  async #writeSidecar(doc: AnnotationDoc): Promise<void> {
    const text = printSidecar(doc);
    const hash = sha256OfText(text);
    if (this.#base.hash !== hash) {
      await this.#io.write(this.#path, text);
      this.#problems = [];
    }
    this.#base = { doc, hash };
    this.#lineOf = linesOf(text);
  }

  async #look(): Promise<DiskOutcome> {
    const read = await this.#read();
    this.#path = read.path;
    if (read.kind === 'broken') return this.#unreadable(read.problem);
    if (this.#blocked) return this.#show(read);
    if (hashOf(read) === this.#base.hash) {
      if (read.kind === 'ok') this.#lineOf = read.lineOf;
      return { kind: 'same' };
    }
    if (!this.dirty) return this.#show(read);
    return read.kind === 'absent' ? this.#gone() : this.#merge(read);
  }

  /** A new place does not make labels that are still at the former one go away. */
  async #read(): Promise<SidecarRead> {
    const read = await this.#io.read();
    if (read.kind !== 'absent' || this.#path === '' || this.#path === read.path) return read;
    const former = await this.#io.read(this.#path);
    return former.kind === 'absent' ? read : former;
  }

  #unreadable(problem: Problem): DiskOutcome {
    if (this.dirty && !this.#blocked) return { kind: 'kept', problem };
    this.#blocked = problem;
    this.#problems = [];
    return { kind: 'blocked', problem };
  }

  #show(read: Readable): DiskOutcome {
    this.#blocked = undefined;
    this.#rebase(read);
    this.#replace(this.#base.doc);
    return { kind: 'reloaded' };
  }

  #gone(): DiskOutcome {
    this.#rebase({ kind: 'absent', path: this.#path });
    return { kind: 'kept', problem: undefined };
  }

  #merge(read: Readable): DiskOutcome {
    const before = this.#base.doc;
    this.#rebase(read);
    const { doc, conflicts } = mergeDocs(before, this.#doc, this.#base.doc);
    this.#replace(doc);
    return { kind: 'merged', conflicts };
  }

  #rebase(read: Readable): void {
    const doc = read.kind === 'ok' ? read.doc : emptyDoc(this.#base.doc.image);
    this.#base = { doc, hash: hashOf(read) };
    this.#problems = read.kind === 'ok' ? read.problems : [];
    this.#lineOf = read.kind === 'ok' ? read.lineOf : () => undefined;
  }

  #replace(doc: AnnotationDoc): void {
    this.#doc = doc;
    this.#version++;
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#disk.then(work, work);
    this.#disk = turn.catch(() => undefined);
    return turn;
  }
}
