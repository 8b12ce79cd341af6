import { relative, sep } from 'node:path';

export interface OutputStreams {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
}

/** Data goes to stdout; what is meant for people goes to stderr, progress only when that is a terminal. */
export class Output {
  readonly #streams: OutputStreams;
  readonly #cwd: string;
  #isClosed = false;
  #hasProgress = false;

  constructor(streams: OutputStreams, cwd: string) {
    this.#streams = streams;
    this.#cwd = cwd;
    // `relabel ... | head` closes the pipe early: the work goes on, only nobody reads about it.
    for (const stream of [streams.stdout, streams.stderr])
      stream.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EPIPE') throw error;
        this.#isClosed = true;
      });
  }

  /** Nobody reads any more: what only prints may end. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** A line of data. */
  line(text: string): void {
    this.#clearProgress();
    if (!this.#isClosed) this.#streams.stdout.write(`${text}\n`);
  }

  /** A line for people. */
  note(text: string): void {
    this.#clearProgress();
    if (!this.#isClosed) this.#streams.stderr.write(`${text}\n`);
  }

  /** Replaces the last progress line. */
  progress(text: string): void {
    const { stderr } = this.#streams;
    if (!stderr.isTTY) return;
    const width = Math.max(20, stderr.columns ?? 80) - 1;
    stderr.write(`\r\u001b[2K${text.slice(0, width)}`);
    this.#hasProgress = true;
  }

  done(): void {
    this.#clearProgress();
  }

  /** A path as data: relative to the working folder where it lies in it, with `/`. */
  path(absolute: string): string {
    const own = relative(this.#cwd, absolute);
    const shown = own.startsWith('..') ? absolute : own || '.';
    return sep === '/' ? shown : shown.replaceAll(sep, '/');
  }

  #clearProgress(): void {
    if (this.#hasProgress) this.#streams.stderr.write('\r\u001b[2K');
    this.#hasProgress = false;
  }
}

/** Control characters, and those by which text is shown in another order than it has. */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/** Names and messages may hold anything: a terminal gets nothing from them but what can be seen. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) =>
    character < ' ' ? JSON.stringify(character).slice(1, -1) : escaped(character),
  );
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
