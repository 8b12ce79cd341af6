import type { ReadFs } from '../fs';
import { textOf } from '../lib/readText';
import type { Report } from '../report';

const MOST_CHARS = 64_000_000;

/** Texts of sidecars, which are read twice (for the classes, then for the labels); small sets stay in memory. */
export class Texts {
  readonly #fs: ReadFs;
  readonly #known = new Map<string, string>();
  #chars = 0;

  constructor(fs: ReadFs) {
    this.#fs = fs;
  }

  of(path: string, report: Pick<Report, 'problem'>): string | undefined {
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    const text = textOf(this.#fs, path, report);
    if (text === undefined || this.#chars + text.length > MOST_CHARS) return text;
    this.#chars += text.length;
    this.#known.set(path, text);
    return text;
  }
}
