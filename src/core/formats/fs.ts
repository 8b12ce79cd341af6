/** One thing in a folder. */
export interface FsEntry {
  /** Without folder. */
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

/**
 * The files a format reads, in a folder, an archive or memory. Paths are relative to the source's root, with `/`,
 * without `.` and `..` parts; the root itself is ''. Every call is at once: conversions run in a process of their own.
 * All throw `UnreadableFile` for what cannot be read, and for a path that leads out of the root.
 */
export interface ReadFs {
  /** Sorted by code points; a folder that is not there is empty. Links that lead out of the root are left out. */
  list(folder: string): readonly FsEntry[];
  has(path: string): boolean;
  sizeBytes(path: string): number;
  /** UTF-8 without its byte order mark; UTF-16 with one is understood. */
  readText(path: string): string;
  readBytes(path: string): Uint8Array;
  /** Bytes [start, end), fewer where the file ends before. */
  readRange(path: string, start: number, end: number): Uint8Array;
}

/** Where a format writes; paths as in `ReadFs`. A path that was written already is an error in the format. */
export interface WriteFs {
  writeText(path: string, text: string): void;
  writeBytes(path: string, bytes: Uint8Array): void;
  /** A file that is written in pieces: what does not fit into one string. `close` must be called. */
  open(path: string): TextSink;
}

export interface TextSink {
  write(text: string): void;
  close(): void;
}

/** A file that cannot be read: what was tried and why not, for a problem in the report. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  readonly path: string;

  constructor(path: string, why: string) {
    super(why);
    this.path = path;
  }
}
