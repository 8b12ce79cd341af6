import type { TextSink } from '../../core/formats/fs';
import { writableParts } from './innerPath';
import { PathTaken, TargetError, type TargetWriter } from './targetWriter';

/** Writes nothing, and refuses what a real target would: for a preview. */
export class NullWriter implements TargetWriter {
  readonly #paths = new Set<string>();

  get fileCount(): number {
    return this.#paths.size;
  }

  writeText(path: string): void {
    this.#add(path);
  }

  writeBytes(path: string): void {
    this.#add(path);
  }

  open(path: string): TextSink {
    this.#add(path);
    return { write: () => undefined, close: () => undefined };
  }

  addFile(path: string): void {
    this.#add(path);
  }

  addLink = (path: string): void => {
    this.#add(path);
  };

  commit(): void {
    // Nothing was written.
  }

  discard(): void {
    // Nothing was written.
  }

  #add(path: string): void {
    const inner = writableParts(path)?.join('/');
    if (inner === undefined) throw new TargetError(`"${path}" leads out of the target.`);
    if (this.#paths.has(inner)) throw new PathTaken(inner);
    this.#paths.add(inner);
  }
}
