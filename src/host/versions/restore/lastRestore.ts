import { randomBytes } from 'node:crypto';
import { readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { apply, invert, type Edit } from '../../../core/edit/edit';
import type { DataSets } from '../../../engine/dataset/dataSets';
import { readLocated } from '../../../engine/dataset/readSidecar';
import { writeLabels } from '../../../engine/dataset/writeLabels';
import { RestoreJournal, undoRestore, type Undone } from '../../../engine/versioning/restore/restoreJournal';
import type { OpenEditors } from '../../editor/openEditors';

const KEY = 'relabel.lastRestore';
/** Journals of restores that nobody took back for so long are deleted. */
const KEPT_MS = 30 * 24 * 3_600_000;

/** An edit that a restore made of an open image. */
export interface OpenEdit {
  readonly imagePath: string;
  readonly edit: Edit;
}

/** Remembers the last restore of many images, so that it can be taken back as a whole. */
export class LastRestore {
  readonly #folder: string;
  readonly #memory: vscode.Memento;
  readonly #editors: OpenEditors;
  readonly #dataSets: () => DataSets;
  #edits: OpenEdit[] = [];

  constructor(folder: string, memory: vscode.Memento, editors: OpenEditors, dataSets: () => DataSets) {
    this.#folder = folder;
    this.#memory = memory;
    this.#editors = editors;
    this.#dataSets = dataSets;
  }

  get exists(): boolean {
    return this.#memory.get<string>(KEY) !== undefined;
  }

  /** Begins another one: from now on that is the last. */
  async begin(): Promise<RestoreJournal> {
    await sweep(this.#folder).catch(() => undefined);
    const journal = await RestoreJournal.create(
      join(this.#folder, `${Date.now()}-${randomBytes(4).toString('hex')}.jsonl`),
    );
    this.#edits = [];
    await this.#memory.update(KEY, journal.path);
    return journal;
  }

  edited(edit: OpenEdit): void {
    this.#edits.push(edit);
  }

  /** Takes it back: files that were not changed since, and the edits of open images. Undefined: there is none. */
  async undo(): Promise<Undone | undefined> {
    const path = this.#memory.get<string>(KEY);
    if (path === undefined) return undefined;
    const { files, skipped } = await undoRestore(path);
    let edits = 0;
    const failed = [...skipped];
    for (const { imagePath, edit } of this.#edits.splice(0).reverse())
      try {
        await this.#takeBack(imagePath, invert(edit));
        edits++;
      } catch (error) {
        failed.push({ path: imagePath, reason: error instanceof Error ? error.message : String(error) });
      }
    await this.#memory.update(KEY, undefined);
    await unlink(path).catch(() => undefined);
    return { files: files + edits, skipped: failed };
  }

  /** In the open document, or on the disk when it was saved and closed since. */
  async #takeBack(imagePath: string, edit: Edit): Promise<void> {
    const open = this.#editors.ofImage(imagePath);
    if (open) return open.edit(edit);
    const location = await this.#dataSets().sidecars.locate(imagePath);
    const read = await readLocated(location);
    if (read.kind === 'broken') throw new Error(read.problem.message);
    if (read.kind === 'ok') await writeLabels(location, apply(read.doc, edit).doc);
  }
}

async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (Date.now() - (await stat(path)).mtimeMs > KEPT_MS) await unlink(path);
  }
}
