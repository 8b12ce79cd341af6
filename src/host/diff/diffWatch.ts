import * as vscode from 'vscode';
import type { DataSets } from '../../engine/dataset/dataSets';
import type { OpenEditors } from '../editor/openEditors';
import { watchFile } from '../editor/watchFile';
import type { DiffPair } from './request';

/** Edits come in bursts; a comparison of large documents takes a moment. */
const SETTLE_MS = 80;

export interface DiffWatchServices {
  readonly editors: OpenEditors;
  readonly dataSets: () => DataSets;
}

/** Calls back after the labels of a side that lives on the disk or in an open editor have changed. */
export class DiffWatch implements vscode.Disposable {
  readonly #services: DiffWatchServices;
  readonly #changed: () => void;
  #files: vscode.Disposable | undefined;
  #key = '';
  #isOver = false;
  #asked = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(services: DiffWatchServices, changed: () => void) {
    this.#services = services;
    this.#changed = changed;
  }

  async follow({ imagePath, left, right }: DiffPair): Promise<void> {
    const asked = ++this.#asked;
    const kinds = [left.revision, right.revision];
    const paths = kinds.flatMap((revision) => (revision.kind === 'file' ? [revision.path] : []));
    const isNow = kinds.some(({ kind }) => kind === 'worktree');
    if (isNow) paths.push((await this.#services.dataSets().sidecars.locate(imagePath)).path, imagePath);
    const key = JSON.stringify([isNow && imagePath, ...paths]);
    // Where the file is takes a moment to find out: the panel may be closed by then, or show another image.
    if (this.#isOver || asked !== this.#asked || key === this.#key) return;
    this.#key = key;
    this.#files?.dispose();
    this.#files = vscode.Disposable.from(
      ...paths.map((path) => watchFile(path, () => this.#later())),
      ...(isNow ? this.#editors(imagePath) : []),
    );
  }

  dispose(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#files?.dispose();
  }

  #editors(imagePath: string): vscode.Disposable[] {
    const { editors } = this.#services;
    const heard = ({ path }: { readonly path: string }): void => {
      if (path === imagePath) this.#later();
    };
    return [editors.onDocument(heard), editors.onClosed(heard)];
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#changed, SETTLE_MS);
  }
}
