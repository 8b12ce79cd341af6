import {
  closeSync,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  realpathSync,
  statSync,
  type Dirent,
} from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { compareCodePoints } from '../../core/dataset/pathOrder';
import { UnreadableFile, type FsEntry, type ReadFs } from '../../core/formats/fs';
import { fileError } from '../fileError';
import { decodeText, MAX_TEXT_BYTES, tooLarge, type Notice } from './decodeText';
import { innerParts } from './innerPath';
import { isStaging } from './staging';

/** Never labels, and often more files than everything else together. */
const LEFT_OUT: ReadonlySet<string> = new Set(['.git', 'node_modules']);

export interface NodeFsOptions {
  readonly notice: Notice;
  /** Links that lead out of the root are followed, as the user asked. */
  readonly followLinks?: boolean;
  /** The one file the user named: it may be a link to anywhere. */
  readonly named?: string;
}

/** A folder on disk for formats to read. `.git` and `node_modules` are not listed. */
export class NodeFs implements ReadFs {
  readonly root: string;
  readonly #options: NodeFsOptions;
  readonly #realFolders = new Map<string, string | undefined>();
  readonly #told = new Set<string>();

  constructor(root: string, options: NodeFsOptions) {
    this.root = realpathSync(root);
    this.#options = options;
  }

  list(folder: string): readonly FsEntry[] {
    const parts = innerParts(folder);
    const real = parts && this.#realFolder(parts.join('/'));
    if (parts === undefined || real === undefined) return [];
    const inner = parts.join('/');
    return entriesOf(real)
      .flatMap((entry) => this.#entry(entry, inner))
      .sort((a, b) => compareCodePoints(a.name, b.name));
  }

  has(path: string): boolean {
    const parts = innerParts(path);
    if (parts === undefined) return false;
    try {
      return statSync(this.#place(path)).isFile();
    } catch {
      return false;
    }
  }

  sizeBytes(path: string): number {
    return this.#try(path, () => statSync(this.#place(path)).size);
  }

  readText(path: string): string {
    return this.#try(path, () => {
      const place = this.#place(path);
      const { size } = statSync(place);
      if (size > MAX_TEXT_BYTES) throw tooLarge(path, size);
      return decodeText(readFileSync(place), path, this.#options.notice);
    });
  }

  readBytes(path: string): Uint8Array {
    return this.#try(path, () => readFileSync(this.#place(path)));
  }

  readRange(path: string, start: number, end: number): Uint8Array {
    return this.#try(path, () => readRange(this.#place(path), start, end));
  }

  /** Where a file of this source is on disk; throws `UnreadableFile` where it leads out. */
  place(path: string): string {
    return this.#try(path, () => this.#place(path));
  }

  #place(path: string): string {
    const parts = innerParts(path);
    if (parts === undefined || parts.length === 0)
      throw new UnreadableFile(path, `"${path}" leads out of the folder that is read; it was not opened.`);
    const name = parts.pop() ?? '';
    const folder = this.#realFolder(parts.join('/'));
    if (folder === undefined) throw new UnreadableFile(path, `There is no file ${path}.`);
    const place = join(folder, name);
    if (lstatSync(place).isSymbolicLink() && !this.#mayFollow(path, realpathSync(place)))
      throw new UnreadableFile(path, leadsOut(path));
    return place;
  }

  #mayFollow(path: string, real: string): boolean {
    const { followLinks, named } = this.#options;
    return followLinks === true || path === named || this.#isInside(real);
  }

  #isInside(real: string): boolean {
    return real === this.root || real.startsWith(this.root.endsWith(sep) ? this.root : this.root + sep);
  }

  /** The real path of a folder inside; undefined when it is none or leads out. */
  #realFolder(inner: string): string | undefined {
    if (inner === '') return this.root;
    if (!this.#realFolders.has(inner)) this.#realFolders.set(inner, this.#findFolder(inner));
    return this.#realFolders.get(inner);
  }

  #findFolder(inner: string): string | undefined {
    try {
      const real = realpathSync(join(this.root, inner));
      if (!statSync(real).isDirectory()) return undefined;
      return this.#options.followLinks === true || this.#isInside(real) ? real : undefined;
    } catch {
      return undefined;
    }
  }

  #entry(entry: Dirent, folder: string): FsEntry[] {
    const { name } = entry;
    if (LEFT_OUT.has(name) || isStaging(name)) return [];
    if (entry.isFile()) return [{ name, kind: 'file' }];
    if (entry.isDirectory()) return [{ name, kind: 'folder' }];
    return entry.isSymbolicLink() ? this.#link(folder === '' ? name : `${folder}/${name}`, name, folder) : [];
  }

  #link(path: string, name: string, folder: string): FsEntry[] {
    try {
      const real = realpathSync(join(this.#realFolder(folder) ?? this.root, name));
      if (!this.#mayFollow(path, real)) return this.#leaveOut(path);
      if (statSync(real).isFile()) return [{ name, kind: 'file' }];
      return this.#isAbove(real, folder) ? [] : [{ name, kind: 'folder' }];
    } catch {
      return [];
    }
  }

  /** A link to a folder on its own way would be walked for ever. */
  #isAbove(real: string, folder: string): boolean {
    for (let at = folder; ; at = dirname(at)) {
      if (at === '.') at = '';
      if (this.#realFolder(at) === real) return true;
      if (at === '') return false;
    }
  }

  #leaveOut(path: string): [] {
    if (!this.#told.has(path))
      this.#options.notice({ severity: 'warning', code: 'link-leads-out', message: leadsOut(path), path });
    this.#told.add(path);
    return [];
  }

  #try<T>(path: string, read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (error instanceof UnreadableFile) throw error;
      throw new UnreadableFile(path, fileError('Could not read', path, error).message);
    }
  }
}

function leadsOut(path: string): string {
  return `${path} is a link that leads out of the folder that is read; it was left out. Use --follow-links to read it.`;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Bytes [start, end) of a file on disk. */
export function readRange(place: string, start: number, end: number): Uint8Array {
  const file = openSync(place, 'r');
  try {
    const from = Math.max(0, start);
    const bytes = new Uint8Array(Math.max(0, Math.min(end, fstatSync(file).size) - from));
    let filled = 0;
    while (filled < bytes.length) {
      const count = readSync(file, bytes, filled, bytes.length - filled, from + filled);
      if (count === 0) break;
      filled += count;
    }
    return bytes.subarray(0, filled);
  } finally {
    closeSync(file);
  }
}
