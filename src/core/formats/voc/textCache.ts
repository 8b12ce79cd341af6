import type { DecodedXml } from '../xml/decodeXml';

/** Texts of some 20,000 files; beyond that they are read a second time. */
const MOST_CHARS = 64 * 1024 * 1024;

/** Keeps texts that will be needed again, as many as fit. */
export class TextCache {
  readonly #texts = new Map<string, DecodedXml>();
  #chars = 0;

  keep(path: string, decoded: DecodedXml): void {
    if (this.#chars + decoded.text.length > MOST_CHARS) return;
    this.#chars += decoded.text.length;
    this.#texts.set(path, decoded);
  }

  get(path: string): DecodedXml | undefined {
    return this.#texts.get(path);
  }
}
