import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DvcOut } from '../../core/dvc/dvcFile';
import { parseDvcIgnore, type DvcIgnore } from '../../core/dvc/dvcIgnore';
import { errorCode } from '../fileError';
import { md5OfFile } from './md5';
import { findObject, folderFiles } from './objects';

/** How a tracked file on disk compares with what is recorded. */
export type FileState = 'same' | 'modified' | 'added' | 'deleted' | 'notPulled' | 'unchecked';

/** What differs in one output, without DVC's help. Paths are relative to git's root. */
export interface OutState {
  readonly out: DvcOut;
  readonly added: readonly string[];
  readonly modified: readonly string[];
  /** Gone from the disk, while the cache has them. */
  readonly deleted: readonly string[];
  /** Neither on the disk nor in the cache: they have never been here. */
  readonly notPulled: readonly string[];
  /** As large as recorded; whether they are the same was not worked out, for want of time. */
  readonly unchecked: readonly string[];
  /** Why nothing can be said. */
  readonly unknown?: string;
}

export interface CompareOptions {
  /** Bytes that may be read to work out hashes; beyond it files of the recorded size are `unchecked`. */
  readonly budgetBytes?: number;
  readonly signal?: AbortSignal | undefined;
}

const BUDGET_BYTES = 512 * 1024 * 1024;

/** What was read once holds as long as size, time and inode do. */
const hashes = new Map<string, { readonly stamp: string; readonly md5: string }>();
const MAX_HASHES = 200_000;

/** Compares files with what DVC recorded of them. `root` is git's root, to which the outputs' paths are relative. */
export class OutComparer {
  readonly #root: string;
  readonly #cache: string;
  readonly #signal: AbortSignal | undefined;
  #budgetBytes: number;

  constructor(
    root: string,
    cacheFolder: string,
    { budgetBytes = BUDGET_BYTES, signal }: CompareOptions = {},
  ) {
    this.#root = root;
    this.#cache = cacheFolder;
    this.#budgetBytes = budgetBytes;
    this.#signal = signal;
  }

  /** One file, `path` relative to git's root, at or below the output. */
  async file(out: DvcOut, path: string): Promise<FileState> {
    const md5 = await this.#recorded(out, path);
    if (md5 === 'unknown') return 'unchecked';
    return this.#compare(path, md5, out);
  }

  /** All of an output. */
  async all(out: DvcOut): Promise<OutState> {
    const lists: Record<Exclude<FileState, 'same'>, string[]> = {
      ...{ added: [], modified: [], deleted: [], notPulled: [], unchecked: [] },
    };
    const files = out.isFolder ? await folderFiles(this.#cache, out) : undefined;
    if (files?.ok === false) return { out, ...lists, unknown: files.why };
    const recorded = new Map(
      files
        ? [...files.value].map(([relpath, { md5 }]) => [`${out.path}/${relpath}`, md5] as const)
        : [[out.path, out.md5] as const],
    );
    for (const [path, md5] of recorded) {
      this.#signal?.throwIfAborted();
      const state = await this.#compare(path, md5, out);
      if (state !== 'same') lists[state].push(path);
    }
    if (out.isFolder)
      for await (const path of filesBelow(this.#root, out.path, this.#signal))
        if (!recorded.has(path)) lists.added.push(path);
    lists.added.sort();
    return { out, ...lists };
  }

  async #recorded(out: DvcOut, path: string): Promise<string | undefined> {
    if (!out.isFolder) return out.md5;
    const files = await folderFiles(this.#cache, out);
    return files.ok ? files.value.get(path.slice(out.path.length + 1))?.md5 : 'unknown';
  }

  async #compare(path: string, md5: string | undefined, out: DvcOut): Promise<FileState> {
    const absolute = join(this.#root, ...path.split('/'));
    const object = md5 === undefined ? undefined : await findObject(this.#cache, md5, out.hash);
    try {
      const file = await stat(absolute);
      if (md5 === undefined) return 'added';
      const kept = object === undefined ? undefined : await stat(object);
      if (kept && kept.ino === file.ino && kept.dev === file.dev) return 'same';
      const size = kept?.size ?? (out.isFolder ? undefined : out.sizeBytes);
      // DVC 2 counted no carriage returns: sizes of text may differ.
      if (out.hash === 'md5' && size !== undefined && size !== file.size) return 'modified';
      return await this.#byHash(absolute, file, md5, out);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'ENOTDIR') throw error;
      return object === undefined ? 'notPulled' : 'deleted';
    }
  }

  async #byHash(
    path: string,
    file: { readonly size: number; readonly mtimeMs: number; readonly ino: number },
    md5: string,
    out: DvcOut,
  ): Promise<FileState> {
    const stamp = `${out.hash} ${file.size} ${file.mtimeMs} ${file.ino}`;
    const known = hashes.get(path);
    if (known?.stamp === stamp) return known.md5 === md5 ? 'same' : 'modified';
    if (this.#budgetBytes < file.size) return 'unchecked';
    this.#budgetBytes -= file.size;
    const found = await md5OfFile(path, out.hash, this.#signal);
    if (hashes.size >= MAX_HASHES) hashes.clear();
    hashes.set(path, { stamp, md5: found });
    return found === md5 ? 'same' : 'modified';
  }
}

/** Files below a folder that DVC would see, relative to the root, `/` between names. */
async function* filesBelow(root: string, folder: string, signal?: AbortSignal): AsyncGenerator<string> {
  const waiting = [folder];
  const ignored = await ignoreRules(root, folder);
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    signal?.throwIfAborted();
    const entries = await readdir(join(root, ...at.split('/')), { withFileTypes: true }).catch(
      (): Dirent[] => [],
    );
    for (const entry of entries) {
      const path = `${at}/${entry.name}`;
      if (ignored(path, entry.isDirectory())) continue;
      if (entry.isDirectory()) waiting.push(path);
      else yield path;
    }
  }
}

/** Of `.dvcignore` in the root and in every folder down to the output's; none may be inside of it. */
async function ignoreRules(root: string, folder: string): Promise<DvcIgnore> {
  const names = folder.split('/');
  const folders = names.map((_, depth) => names.slice(0, depth).join('/'));
  const rules = await Promise.all(
    folders.map(async (at) => {
      const text = await readFile(join(root, ...at.split('/'), '.dvcignore'), 'utf8').catch(() => '');
      const own = parseDvcIgnore(text);
      return (path: string, isFolder: boolean) => own(at === '' ? path : path.slice(at.length + 1), isFolder);
    }),
  );
  return (path, isFolder) => rules.some((rule) => rule(path, isFolder));
}
