import type { WriteFs } from '../../core/formats/fs';

/** Where a conversion writes: nothing is at the target before `commit`. */
export interface TargetWriter extends WriteFs {
  /** Puts a copy of a file that is on disk into the target. */
  addFile(path: string, place: string): void;
  /** Puts a hard link, or else a symbolic one, into the target; absent where there can be none. */
  readonly addLink?: (path: string, place: string) => void;
  /** Files written so far. */
  readonly fileCount: number;
  /** Puts what was written in its place, whole; says what became of what was there. */
  commit(): void;
  /** Throws away what was written; the target stays as it was. Does nothing after `commit`. */
  discard(): void;
}

/** The target cannot be written, or is not to be: the message says why and what to do. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
}

/** Two files of one target at one place: a fault of the format, or of the names in the data. */
export class PathTaken extends Error {
  override readonly name = 'PathTaken';
  readonly path: string;

  constructor(path: string) {
    super(`${path} would be written twice.`);
    this.path = path;
  }
}
