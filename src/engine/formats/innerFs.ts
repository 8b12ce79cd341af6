import type { FsEntry, ReadFs } from '../../core/formats/fs';

/** A folder of another source as a source of its own. */
export class InnerFs implements ReadFs {
  readonly #fs: ReadFs;
  readonly #folder: string;

  constructor(fs: ReadFs, folder: string) {
    this.#fs = fs;
    this.#folder = folder;
  }

  list(folder: string): readonly FsEntry[] {
    return this.#fs.list(this.#outer(folder));
  }

  has(path: string): boolean {
    return this.#fs.has(this.#outer(path));
  }

  sizeBytes(path: string): number {
    return this.#fs.sizeBytes(this.#outer(path));
  }

  readText(path: string): string {
    return this.#fs.readText(this.#outer(path));
  }

  readBytes(path: string): Uint8Array {
    return this.#fs.readBytes(this.#outer(path));
  }

  readRange(path: string, start: number, end: number): Uint8Array {
    return this.#fs.readRange(this.#outer(path), start, end);
  }

  /** An absolute path stays one, so that it is refused. */
  #outer(path: string): string {
    return path.startsWith('/') ? path : `${this.#folder}/${path}`;
  }
}
