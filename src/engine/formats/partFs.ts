import type { LabeledImage, LabelSet } from '../../core/formats/labelSet';
import type { TextSink, WriteFs } from '../../core/formats/fs';
import { writableParts } from './innerPath';
import { TargetError } from './targetWriter';

/** A folder of a target as a target of its own. */
export class PartFs implements WriteFs {
  readonly #fs: WriteFs;
  readonly #folder: string;

  constructor(fs: WriteFs, folder: string) {
    this.#fs = fs;
    this.#folder = folder;
  }

  writeText(path: string, text: string): void {
    this.#fs.writeText(this.outer(path), text);
  }

  writeBytes(path: string, bytes: Uint8Array): void {
    this.#fs.writeBytes(this.outer(path), bytes);
  }

  open(path: string): TextSink {
    return this.#fs.open(this.outer(path));
  }

  outer(path: string): string {
    const parts = writableParts(path);
    if (parts === undefined)
      throw new TargetError(`"${path}" leads out of the target; nothing was written there.`);
    return `${this.#folder}/${parts.join('/')}`;
  }
}

/** The images of one part, which no longer say that they belong to it. */
export function partOf(set: LabelSet, part: string, imageCount: number): LabelSet {
  function* images(): Generator<LabeledImage> {
    for (const image of set.images) {
      if (image.split !== part) continue;
      const { split: _, ...rest } = image;
      yield rest;
    }
  }
  return { ...set, imageCount, images: { [Symbol.iterator]: images } };
}
