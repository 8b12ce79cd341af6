import {
  UnreadableFile,
  type FsEntry,
  type ReadFs,
  type TextSink,
  type WriteFs,
} from '../../src/core/formats/fs';

/** Files in memory: what a format wrote can be read again, changed, and looked at. */
export class MemoryFs implements ReadFs, WriteFs {
  readonly #files = new Map<string, Uint8Array>();

  /** Texts are stored as UTF-8. */
  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}) {
    for (const [path, content] of Object.entries(files))
      this.set(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  }

  /** Paths of all files, sorted by code points. */
  get paths(): readonly string[] {
    return [...this.#files.keys()].sort();
  }

  /** Puts a file there, also over another one: for tests, where `writeBytes` refuses. */
  set(path: string, bytes: Uint8Array): void {
    this.#files.set(checked(path), bytes);
  }

  delete(path: string): void {
    this.#files.delete(path);
  }

  list(folder: string): readonly FsEntry[] {
    const prefix = folder === '' ? '' : `${checked(folder)}/`;
    const entries = new Map<string, FsEntry['kind']>();
    for (const path of this.#files.keys()) {
      if (!path.startsWith(prefix)) continue;
      const [name = '', ...rest] = path.slice(prefix.length).split('/');
      entries.set(name, rest.length > 0 ? 'folder' : 'file');
    }
    return [...entries].map(([name, kind]) => ({ name, kind })).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  has(path: string): boolean {
    return this.#files.has(checked(path));
  }

  sizeBytes(path: string): number {
    return this.readBytes(path).length;
  }

  readText(path: string): string {
    const bytes = this.readBytes(path);
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
    return new TextDecoder().decode(bytes);
  }

  readBytes(path: string): Uint8Array {
    const bytes = this.#files.get(checked(path));
    if (!bytes) throw new UnreadableFile(path, `There is no file ${path}.`);
    return bytes;
  }

  readRange(path: string, start: number, end: number): Uint8Array {
    return this.readBytes(path).subarray(start, end);
  }

  writeText(path: string, text: string): void {
    this.writeBytes(path, new TextEncoder().encode(text));
  }

  writeBytes(path: string, bytes: Uint8Array): void {
    if (this.has(path)) throw new Error(`${path} is written twice.`);
    this.#files.set(path, bytes);
  }

  open(path: string): TextSink {
    const parts: string[] = [];
    return {
      write: (text) => void parts.push(text),
      close: () => this.writeText(path, parts.join('')),
    };
  }
}

/** Paths that leave the root must not get so far. */
function checked(path: string): string {
  const isWrong = path === '' || path.split('/').some((part) => part === '' || part === '.' || part === '..');
  if (isWrong) throw new UnreadableFile(path, `"${path}" is no path below the root.`);
  return path;
}
