import { randomBytes } from 'node:crypto';
import { readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { apply } from '../../../core/edit/edit';
import type { DataSets } from '../../../engine/dataset/dataSets';
import { readLocated } from '../../../engine/dataset/readSidecar';
import { writeLabels } from '../../../engine/dataset/writeLabels';
import {
  journalFiles,
  RestoreJournal,
  undoRestore,
  type Undone,
} from '../../../engine/versioning/restore/restoreJournal';
import type { LabelDocument } from '../../editor/document';
import { keepOpenEdit, keptOpenEdits, openEditsPath, takingBack, type OpenEdit } from './openEdits';

const KEY = 'relabel.lastRestore';
/** Journals of restores that nobody took back for so long are deleted. */
const KEPT_MS = 30 * 24 * 3_600_000;

/** What taking the last restore back would mean. */
export interface Restorable {
  /** "v1 (3f2a91c, 12 May 2026)"; empty when that is not known any more. */
  readonly title: string;
  /** Label files that were written. */
  readonly files: number;
  /** Images that were open and edited. */
  readonly edits: number;
}

export interface LastRestoreServices {
  /** Of the journals. */
  readonly folder: string;
  readonly memory: vscode.Memento;
  readonly dataSets: () => DataSets;
}

/** The open document of an image, also one in a tab that was not looked at since the window was loaded. */
export type OpenDocument = (imagePath: string) => Promise<Pick<LabelDocument, 'edit'> | undefined>;

/** Remembers the last restore of many images, so that it can be taken back as a whole, also after a reload. */
export class LastRestore {
  readonly #services: LastRestoreServices;

  constructor(services: LastRestoreServices) {
    this.#services = services;
  }

  /** Begins another one: from now on that is the last. */
  async begin(title: string): Promise<RestoreJournal> {
    const { folder, memory } = this.#services;
    await sweep(folder).catch(() => undefined);
    const journal = await RestoreJournal.create(
      join(folder, `${Date.now()}-${randomBytes(4).toString('hex')}.jsonl`),
    );
    await memory.update(KEY, { path: journal.path, title });
    return journal;
  }

  /** An open image was edited. */
  async edited(edit: OpenEdit): Promise<void> {
    const last = this.#last;
    if (last) await keepOpenEdit(last.path, edit);
  }

  /** What there is to take back; undefined when there is nothing. */
  async look(): Promise<Restorable | undefined> {
    const last = this.#last;
    const files = last && (await journalFiles(last.path));
    if (!last || files === undefined) return undefined;
    return { title: last.title, files, edits: (await keptOpenEdits(last.path)).length };
  }

  /** Takes it back: files that were not changed since, and the edits of open images. Undefined: there is none. */
  async undo(label: string, openDocument: OpenDocument): Promise<Undone | undefined> {
    const last = this.#last;
    if (!last || (await journalFiles(last.path)) === undefined) return undefined;
    const { path } = last;
    const { files, skipped } = await undoRestore(path);
    const failed = [...skipped];
    let edits = 0;
    for (const edit of [...(await keptOpenEdits(path))].reverse())
      try {
        await this.#takeBack(label, edit, openDocument);
        edits++;
      } catch (error) {
        failed.push({ path: edit.imagePath, reason: error instanceof Error ? error.message : String(error) });
      }
    await this.#services.memory.update(KEY, undefined);
    for (const file of [path, openEditsPath(path)]) await unlink(file).catch(() => undefined);
    return { files: files + edits, skipped: failed };
  }

  get #last(): { readonly path: string; readonly title: string } | undefined {
    const kept = this.#services.memory.get<string | { readonly path: string; readonly title: string }>(KEY);
    return typeof kept === 'string' ? { path: kept, title: '' } : kept;
  }

  /** In the open document, or on the disk when it was saved and closed since. */
  async #takeBack(label: string, edit: OpenEdit, openDocument: OpenDocument): Promise<void> {
    const { imagePath } = edit;
    const back = takingBack(label, edit);
    const open = await openDocument(imagePath);
    if (open) return open.edit(back);
    const location = await this.#services.dataSets().sidecars.locate(imagePath);
    const read = await readLocated(location);
    if (read.kind === 'broken') throw new Error(read.problem.message);
    if (read.kind === 'ok') await writeLabels(location, apply(read.doc, back).doc);
  }
}

async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (Date.now() - (await stat(path)).mtimeMs > KEPT_MS) await unlink(path);
  }
}
