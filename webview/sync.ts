import type { AnnotationDoc } from '../src/core/annotation/document';
import { emptyDoc } from '../src/core/annotation/document';
import { apply, isEmpty, squash, type Edit } from '../src/core/edit/edit';
import type { Snapshot } from '../src/protocol/editor';
import type { HostLink } from './hostLink';
import { rebase } from './rebase';

/** A change of the document that came from the host. */
export interface HostChange {
  readonly version: number;
  readonly edit: Edit;
  readonly skipped: number;
}

export interface SyncOptions {
  readonly host: Pick<HostLink, 'open' | 'propose'>;
  /** Hears of every new document value or version. `touched`: ids that the host changed, undefined = all. */
  readonly onDocument: (
    doc: AnnotationDoc,
    version: number,
    touched: ReadonlySet<string> | undefined,
  ) => void;
  /** A snapshot was fetched because the two copies had parted. */
  readonly onSnapshot: (snapshot: Snapshot) => void;
  /** Something the user has to know: a change did not fit, the host refused an edit. */
  readonly onTrouble: (message: string) => void;
}

/** A host that keeps answering `stale` at the version we are at breaks the rule: give up instead of asking for ever. */
const MAX_REFUSALS = 5;
const NONE: ReadonlySet<string> = new Set();

/**
 * Keeps the page's copy of the document in step with the host's.
 *
 * The rule. The host counts its changes. The page applies its own edit at once and proposes it against the version
 * it knows, one proposal at a time, in order. The host takes an edit only if `baseVersion` is its version, answers
 * the proposer with the new version (base + 1) and sends `changed` to every *other* panel; undo, redo, detection and
 * a merge with the disk go as `changed` to *all* panels. So the page never sees its own edit twice. Otherwise the
 * host answers `stale` with its version and leaves the document alone; the page then takes in what it missed
 * (`changed` notes, or a snapshot by `open` when versions have a gap), puts its own edits on top again and proposes
 * anew: an edit is never lost to a race. A `changed` that overtakes the reply to a proposal waits for that reply.
 */
export class DocumentSync {
  readonly #options: SyncOptions;
  /** The host's document at `#version`; the local one is this with `#queue` and `#open` on top. */
  #confirmed: AnnotationDoc = emptyDoc({ file: '', widthPx: 0, heightPx: 0 });
  #local = this.#confirmed;
  #version = 0;
  #queue: Edit[] = [];
  #open: { readonly key: string; readonly edit: Edit } | undefined;
  #held: HostChange[] = [];
  #sending: Promise<void> | undefined;
  #refusals = 0;

  constructor(options: SyncOptions) {
    this.#options = options;
  }

  get doc(): AnnotationDoc {
    return this.#local;
  }

  /** Applies an edit of the user. Edits with the same `join` key become one step until `close`. */
  commit(edit: Edit, join?: string): void {
    if (isEmpty(edit)) return;
    if (join === undefined || this.#open?.key !== join) this.close();
    this.#local = apply(this.#local, edit).doc;
    if (join === undefined) this.#queue.push(edit);
    else this.#open = { key: join, edit: this.#open ? squash(this.#open.edit, edit) : edit };
    this.#publish(NONE);
    this.#pump();
  }

  /** Ends the open step: it is sent to the host as one edit, so as one step of undo. */
  close(): void {
    const open = this.#open;
    this.#open = undefined;
    if (!open || isEmpty(open.edit)) return;
    this.#queue.push(open.edit);
    this.#pump();
  }

  /** Takes the host's whole document; own edits the host has not seen go on top. */
  take(snapshot: Pick<Snapshot, 'doc' | 'version'>): void {
    this.#confirmed = snapshot.doc;
    this.#version = snapshot.version;
    this.#held = this.#held.filter(({ version }) => version > snapshot.version);
    this.#replay();
    this.#publish(undefined);
  }

  /** Hears a `changed` note. */
  receive(change: HostChange): void {
    if (change.version <= this.#version) return;
    if (change.version === this.#version + 1) this.#advance(change);
    else if (this.#sending) this.#held.push(change);
    else void this.#reload();
  }

  /** Resolves when every edit so far was answered. */
  async settled(): Promise<void> {
    while (this.#sending) await this.#sending;
  }

  #advance({ edit, version, skipped }: HostChange): void {
    this.#confirmed = apply(this.#confirmed, edit).doc;
    this.#version = version;
    this.#replay();
    this.#publish(idsOf(edit));
    if (skipped > 0)
      this.#options.onTrouble(`“${edit.label}”: ${parts(skipped)} no longer fitted and stayed as is.`);
  }

  #publish(touched: ReadonlySet<string> | undefined): void {
    this.#options.onDocument(this.#local, this.#version, touched);
  }

  #pump(): void {
    this.#sending ??= this.#send().finally(() => {
      this.#sending = undefined;
      if (this.#queue.length > 0) this.#pump();
    });
  }

  async #send(): Promise<void> {
    for (let edit = this.#queue[0]; edit; edit = this.#queue[0])
      if (isEmpty(edit)) this.#queue.shift();
      else await this.#propose(edit);
  }

  async #propose(edit: Edit): Promise<void> {
    const base = this.#version;
    try {
      const reply = await this.#options.host.propose(edit, base);
      if (reply.stale) await this.#refused(edit, reply.version);
      else if (reply.version === base + 1 && this.#version === base) this.#accepted(edit, reply.version);
      else await this.#drop();
    } catch (error) {
      this.#options.onTrouble(`“${edit.label}” was not taken: ${messageOf(error)}`);
      await this.#drop();
    }
    for (const change of this.#held.splice(0)) this.receive(change);
  }

  #accepted(edit: Edit, version: number): void {
    this.#refusals = 0;
    this.#queue.shift();
    const alone = this.#queue.length === 0 && !this.#open;
    this.#confirmed = alone ? this.#local : apply(this.#confirmed, edit).doc;
    this.#version = version;
    this.#publish(NONE);
  }

  async #refused(edit: Edit, version: number): Promise<void> {
    if (++this.#refusals > MAX_REFUSALS) {
      this.#refusals = 0;
      this.#options.onTrouble(`“${edit.label}” was refused again and again; it was taken back.`);
      return this.#drop();
    }
    if (version !== this.#version) await this.#reload();
  }

  async #drop(): Promise<void> {
    this.#queue.shift();
    await this.#reload();
  }

  async #reload(): Promise<void> {
    try {
      const snapshot = await this.#options.host.open();
      this.take(snapshot);
      this.#options.onSnapshot(snapshot);
    } catch (error) {
      this.#options.onTrouble(`The editor could not be asked for its labels: ${messageOf(error)}`);
    }
  }

  /** Puts the edits the host has not confirmed on top of what it has. */
  #replay(): void {
    let doc = this.#confirmed;
    const again = (edit: Edit): Edit => {
      const fitted = rebase(doc, edit);
      doc = fitted.doc;
      if (fitted.skipped > 0)
        this.#options.onTrouble(`“${edit.label}”: ${parts(fitted.skipped)} was changed elsewhere meanwhile.`);
      return fitted.edit;
    };
    this.#queue = this.#queue.map(again);
    if (this.#open) this.#open = { key: this.#open.key, edit: again(this.#open.edit) };
    this.#local = doc;
  }
}

function idsOf(edit: Edit): ReadonlySet<string> {
  return new Set([...edit.added, ...edit.removed, ...edit.updated.map(([from]) => from)].map(({ id }) => id));
}

function parts(count: number): string {
  return count === 1 ? '1 part' : `${count} parts`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
