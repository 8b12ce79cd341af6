import {
  closeSync,
  copyFileSync,
  constants,
  fsyncSync,
  linkSync,
  openSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { TextSink } from '../../core/formats/fs';
import { errorCode, fileError } from '../fileError';
import { fileSink } from './fileSink';
import { writableParts } from './innerPath';
import { putInPlace, refuseExisting } from './putInPlace';
import { stagingPath } from './staging';
import { PathTaken, TargetError, type TargetWriter } from './targetWriter';

export interface FolderTarget {
  readonly path: string;
  readonly force: boolean;
  /** The one file that is the target, when it is no folder. */
  readonly single?: boolean;
}

/** Writes into a folder beside the target, which `commit` renames. Throws `FileError`, `PathTaken` and `TargetError`. */
export class FolderWriter implements TargetWriter {
  readonly #target: FolderTarget;
  readonly #staging: string;
  readonly #folders = new Set<string>();
  #written: string[] = [];
  #isOver = false;
  fileCount = 0;

  constructor(target: FolderTarget) {
    refuseExisting(target.path, target.force);
    this.#target = target;
    this.#staging = stagingPath(resolve(target.path), 'new');
    this.#make(this.#staging);
  }

  writeText(path: string, text: string): void {
    this.#write(path, (place) => {
      writeFileSync(place, text, { flag: 'wx' });
    });
  }

  writeBytes(path: string, bytes: Uint8Array): void {
    this.#write(path, (place) => {
      writeFileSync(place, bytes, { flag: 'wx' });
    });
  }

  open(path: string): TextSink {
    return this.#write(path, (place) => fileSink(place));
  }

  addFile(path: string, from: string): void {
    this.#write(path, (place) => {
      copyFileSync(from, place, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    });
  }

  /** Hard links survive when the source moves; other file systems need symbolic ones. */
  addLink(path: string, from: string): void {
    this.#write(path, (place) => {
      try {
        linkSync(from, place);
      } catch (error) {
        if (errorCode(error) === 'EEXIST') throw error;
        symlinkSync(from, place);
      }
    });
  }

  commit(): void {
    if (this.#target.single === true) this.#commitFile();
    else putInPlace(this.#staging, this.#target.path, this.#target.force);
    this.discard();
    this.#isOver = true;
  }

  discard(): void {
    if (!this.#isOver) rmSync(this.#staging, { recursive: true, force: true });
  }

  #commitFile(): void {
    const [only, ...more] = this.#written;
    if (only === undefined || more.length > 0 || this.fileCount > 1)
      throw new TargetError(
        `This makes ${this.fileCount} files, and ${this.#target.path} is one. Name a folder, or an archive (.zip).`,
      );
    const staged = join(this.#staging, only);
    syncFile(staged);
    putInPlace(staged, this.#target.path, this.#target.force);
  }

  #write<T>(path: string, write: (place: string) => T): T {
    const parts = writableParts(path);
    if (parts === undefined)
      throw new TargetError(`"${path}" leads out of the target; nothing was written there.`);
    const inner = parts.join('/');
    const place = join(this.#staging, ...parts);
    this.#make(dirname(place));
    const result = this.#try(inner, place, write);
    this.fileCount++;
    if (this.#written.length < 2) this.#written.push(inner);
    return result;
  }

  #try<T>(inner: string, place: string, write: (place: string) => T): T {
    try {
      return write(place);
    } catch (error) {
      if (errorCode(error) === 'EEXIST') throw new PathTaken(inner);
      throw fileError('Could not write', place, error);
    }
  }

  #make(folder: string): void {
    if (this.#folders.has(folder)) return;
    try {
      mkdirSync(folder, { recursive: true });
    } catch (error) {
      throw fileError('Could not make the folder', folder, error);
    }
    this.#folders.add(folder);
  }
}

/** So that after a power cut, too, the old or the new file is whole. A folder of many files would take too long. */
function syncFile(place: string): void {
  const file = openSync(place, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
