import type { TextSink } from '../fs';

/** So much is kept back until it is known what the head must declare: a file of some 300,000 boxes. */
const KEPT_CHARS = 48 * 1024 * 1024;
const BLOCK_CHARS = 1024 * 1024;

/**
 * Writes pieces of text in large blocks behind a head that is made as late as memory allows: it declares what the
 * pieces use.
 */
export class Spool {
  readonly #sink: TextSink;
  readonly #head: () => string;
  readonly #keptChars: number;
  #kept: string[] | undefined = [];
  #keptLength = 0;
  #pieces: string[] = [];
  #piecesLength = 0;

  constructor(sink: TextSink, head: () => string, keptChars = KEPT_CHARS) {
    this.#sink = sink;
    this.#head = head;
    this.#keptChars = keptChars;
  }

  write(piece: string): void {
    this.#pieces.push(piece);
    this.#piecesLength += piece.length;
    if (this.#piecesLength >= BLOCK_CHARS) this.#flush();
  }

  /** Writes all that is left. */
  finish(): void {
    this.#flush();
    this.#release();
  }

  #flush(): void {
    // Joined, and not added up: text that is kept would otherwise hold all the pieces it was made from.
    const block = this.#pieces.join('');
    [this.#pieces, this.#piecesLength] = [[], 0];
    if (!this.#kept) {
      this.#sink.write(block);
      return;
    }
    this.#kept.push(block);
    this.#keptLength += block.length;
    if (this.#keptLength > this.#keptChars) this.#release();
  }

  #release(): void {
    if (!this.#kept) return;
    this.#sink.write(this.#head());
    for (const block of this.#kept) this.#sink.write(block);
    this.#kept = undefined;
  }
}
