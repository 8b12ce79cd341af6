import { readFileSync, statSync } from 'node:fs';
import { UnreadableFile, type FsEntry, type ReadFs } from '../../core/formats/fs';
import { compareCodePoints } from '../../core/dataset/pathOrder';
import { fileError } from '../fileError';
import { decodeText, type Notice } from './decodeText';
import { folderTree } from './folderTree';
import { readRange, type NodeFs } from './nodeFs';

/** Files seen at other places than those at which they are. */
export interface Overlay {
  /** Path in the source -> absolute path on disk. */
  readonly shown: ReadonlyMap<string, string>;
  /** Paths in the source that are not to be seen. */
  readonly hidden: ReadonlySet<string>;
}

/** A folder in which some files are shown elsewhere: labels in a tree of their own, as if they lay beside the images. */
export class OverlayFs implements ReadFs {
  readonly #fs: NodeFs;
  readonly #overlay: Overlay;
  readonly #notice: Notice;
  readonly #added: ReadonlyMap<string, readonly FsEntry[]>;

  constructor(fs: NodeFs, overlay: Overlay, notice: Notice) {
    this.#fs = fs;
    this.#overlay = overlay;
    this.#notice = notice;
    this.#added = folderTree(overlay.shown.keys());
  }

  list(folder: string): readonly FsEntry[] {
    const { hidden } = this.#overlay;
    const prefix = folder === '' ? '' : `${folder}/`;
    const own = this.#fs.list(folder).filter(({ name }) => !hidden.has(prefix + name));
    const added = this.#added.get(folder) ?? [];
    if (added.length === 0) return own;
    const byName = new Map([...own, ...added].map((entry) => [entry.name, entry]));
    return [...byName.values()].sort((a, b) => compareCodePoints(a.name, b.name));
  }

  has(path: string): boolean {
    return this.#overlay.shown.has(path) || (!this.#overlay.hidden.has(path) && this.#fs.has(path));
  }

  sizeBytes(path: string): number {
    return this.#read(path, (place) => statSync(place).size);
  }

  readText(path: string): string {
    return this.#read(path, (place) => decodeText(readFileSync(place), path, this.#notice));
  }

  readBytes(path: string): Uint8Array {
    return this.#read(path, (place) => readFileSync(place));
  }

  readRange(path: string, start: number, end: number): Uint8Array {
    return this.#read(path, (place) => readRange(place, start, end));
  }

  place(path: string): string {
    return this.#overlay.shown.get(path) ?? this.#fs.place(path);
  }

  #read<T>(path: string, read: (place: string) => T): T {
    const place = this.place(path);
    try {
      return read(place);
    } catch (error) {
      if (error instanceof UnreadableFile) throw error;
      throw new UnreadableFile(path, fileError('Could not read', place, error).message);
    }
  }
}
