import { basename, join, relative, resolve, sep } from 'node:path';
import { isImageName } from '../../core/dataset/imageNames';
import { readImageHeader, type ImageHeader } from '../../core/imageHeader/imageHeader';
import { DISK, type Files } from '../dataset/files';
import { FileError } from '../fileError';
import type { BlobReader, ObjectRead } from './blobReader';
import { readPointer, type LfsObjects } from './lfsPointer';
import type { Tree } from './tree';
import type { TreeEntry } from './treeEntry';

/** What the files of a revision are read from. */
export interface RevisionSource {
  /** Absolute, of the working tree; paths stand for those of the revision's files. */
  readonly root: string;
  readonly tree: Tree;
  readonly blobs: BlobReader;
  readonly lfs: LfsObjects;
  /** False in a bare repository. */
  readonly hasDisk: boolean;
  /** The object id of an image as it is staged: then the one on disk is taken to be the same. */
  stagedId(path: string): Promise<string | undefined>;
}

const MAX_LINKS = 8;
const MAX_IMAGE_BYTES = 64 * 1024 * 1024;

/**
 * The files of a revision as if it were checked out. Images that git does not keep (ignored, in DVC or Git LFS) count
 * as being there when they are on disk: labels are what changes.
 */
export class RevisionFiles implements Files {
  readonly #source: RevisionSource;
  readonly #lists = new Map<string, Promise<readonly string[]>>();
  readonly #headers = new Map<string, Promise<ImageHeader | undefined>>();

  constructor(source: RevisionSource) {
    this.#source = source;
  }

  async exists(path: string): Promise<boolean> {
    if (path === join(this.#source.root, '.git')) return true;
    return (await this.entry(path)) !== undefined || this.#isImageOnDisk(path);
  }

  async isFile(path: string): Promise<boolean> {
    return (await this.entry(path))?.kind === 'file' || this.#isImageOnDisk(path);
  }

  async isFolder(path: string): Promise<boolean> {
    return (await this.entry(path))?.kind === 'folder';
  }

  async isLink(path: string): Promise<boolean> {
    const name = this.#name(path);
    return name !== undefined && (await this.#source.tree.entry(name))?.kind === 'link';
  }

  list(folder: string): Promise<readonly string[]> {
    const known = this.#lists.get(folder) ?? this.#list(folder);
    this.#lists.set(folder, known);
    return known;
  }

  async readText(path: string, maxBytes = Infinity): Promise<string> {
    const bytes = await this.#content(path);
    if (bytes.length > maxBytes) throw unread('tooLarge', path, `it has ${bytes.length} bytes.`);
    return textOf(path, bytes);
  }

  async readBytes(path: string): Promise<Buffer> {
    return bytesOf(path, await this.#source.blobs.read(await this.#fileId(path)));
  }

  async #content(path: string): Promise<Buffer> {
    return contentOf(path, await this.#fileId(path), this.#source);
  }

  async #fileId(path: string): Promise<string> {
    const entry = await this.entry(path);
    if (!entry) throw unread('missing', path, 'it is not there at this version.');
    if (entry.kind !== 'file') throw unread('notAFile', path, `it is a ${entry.kind}.`);
    return entry.id;
  }

  async head(path: string, bytes: number): Promise<Buffer | undefined> {
    return (await this.#content(path).catch(onlyFileErrors))?.subarray(0, bytes);
  }

  async stampOf(path: string): Promise<string | undefined> {
    const entry = await this.entry(path);
    return entry?.kind === 'file' ? entry.id : undefined;
  }

  /** Of the image at this revision; of the one on disk when that is the same, or git does not keep it. */
  async imageHeader(path: string): Promise<ImageHeader | undefined> {
    const name = this.#name(path);
    const entry = await this.entry(path);
    const { blobs, hasDisk, stagedId } = this.#source;
    if (entry?.kind !== 'file' || name === undefined) return this.#diskHeader(path);
    if (hasDisk && (await stagedId(name)) === entry.id) {
      const header = await this.#diskHeader(path);
      if (header) return header;
    }
    const known = this.#headers.get(entry.id) ?? headerOf(blobs, entry.id, () => this.#diskHeader(path));
    this.#headers.set(entry.id, known);
    return known;
  }

  /** What is at a path, links followed; undefined outside of the repository. */
  async entry(path: string): Promise<TreeEntry | undefined> {
    let at = path;
    for (let i = 0; i < MAX_LINKS; i++) {
      const name = this.#name(at);
      if (name === undefined) return undefined;
      const entry = await this.#source.tree.entry(name);
      if (entry?.kind !== 'link') return entry;
      const target = await this.#source.blobs.read(entry.id);
      if (target.kind !== 'object') return undefined;
      at = resolve(at, '..', target.bytes.toString('utf8'));
    }
    return undefined;
  }

  #name(path: string): string | undefined {
    const name = relative(this.#source.root, path);
    if (name === '..' || name.startsWith(`..${sep}`) || resolve(name) === name) return undefined;
    return sep === '/' ? name : name.replaceAll(sep, '/');
  }

  async #list(folder: string): Promise<readonly string[]> {
    const name = this.#name(folder);
    const own = name === undefined ? undefined : await this.#source.tree.list(name);
    const onDisk = this.#source.hasDisk && name !== undefined ? await DISK.list(folder) : [];
    return [...new Set([...(own?.keys() ?? []), ...onDisk.filter(isImageName)])];
  }

  async #isImageOnDisk(path: string): Promise<boolean> {
    if (!this.#source.hasDisk || !isImageName(basename(path)) || this.#name(path) === undefined) return false;
    return DISK.isFile(path);
  }

  async #diskHeader(path: string): Promise<ImageHeader | undefined> {
    return this.#source.hasDisk ? DISK.imageHeader(path) : undefined;
  }
}

/** The bytes of an object, or what Git LFS keeps in place of them. Throws `FileError`. */
export async function contentOf(
  path: string,
  id: string,
  { blobs, lfs }: Pick<RevisionSource, 'blobs' | 'lfs'>,
): Promise<Buffer> {
  const bytes = bytesOf(path, await blobs.read(id));
  const pointer = readPointer(bytes);
  if (!pointer) return bytes;
  const fetched = await lfs.read(pointer);
  if (fetched) return fetched;
  throw unread('other', path, 'it is in Git LFS, and its content is not on this machine: run git lfs fetch.');
}

/** Throws `FileError` when it is not UTF-8. */
export function textOf(path: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw unread('notUtf8', path, 'the text is not valid UTF-8.');
  }
}

async function headerOf(
  blobs: BlobReader,
  id: string,
  otherwise: () => Promise<ImageHeader | undefined>,
): Promise<ImageHeader | undefined> {
  const read = await blobs.read(id);
  if (read.kind !== 'object' || read.bytes.length > MAX_IMAGE_BYTES || readPointer(read.bytes))
    return otherwise();
  return readImageHeader(read.bytes);
}

function bytesOf(path: string, read: ObjectRead): Buffer {
  if (read.kind === 'object') return read.bytes;
  if (read.kind === 'tooLarge') throw unread('tooLarge', path, `it has ${read.sizeBytes} bytes.`);
  if (read.kind === 'broken' && read.isOfRemote)
    throw unread('other', path, `this clone is partial, and its remote did not bring it (${read.reason}).`);
  const reason =
    read.kind === 'broken'
      ? `git says: ${read.reason}`
      : 'its content is not in this clone: fetch it (git fetch --refetch), or clone in full.';
  throw unread('other', path, reason);
}

function unread(kind: FileError['kind'], path: string, reason: string): FileError {
  return new FileError(kind, path, `Could not read ${path} at this version: ${reason}`);
}

function onlyFileErrors(error: unknown): undefined {
  if (error instanceof FileError) return undefined;
  throw error;
}
