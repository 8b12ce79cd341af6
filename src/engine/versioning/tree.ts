import type { BlobReader } from './blobReader';
import { runGit, splitNul, streamGit, type GitPlace } from './gitProcess';
import { GitError } from './gitError';
import { kindOfMode, parseTree, type TreeEntry } from './treeEntry';

/** The files of a commit or of the index. Paths are relative to the root, `/` between parts; '' is the root. */
export interface Tree {
  entry(path: string): Promise<TreeEntry | undefined>;
  /** What is directly in a folder; undefined when there is no such folder. */
  list(path: string): Promise<ReadonlyMap<string, TreeEntry> | undefined>;
  /** Every file at and below a folder. */
  walk(
    path: string,
    signal?: AbortSignal,
  ): AsyncIterable<{ readonly path: string; readonly entry: TreeEntry }>;
}

const MAX_KEPT_ENTRIES = 400_000;

/** Tree objects that were read, by id: neighbouring commits share most of theirs. */
export class TreeObjects {
  readonly #blobs: BlobReader;
  readonly #kept = new Map<string, Promise<ReadonlyMap<string, TreeEntry>>>();
  #entries = 0;

  constructor(blobs: BlobReader) {
    this.#blobs = blobs;
  }

  /** Rejects with `GitError` when it is damaged or not there. */
  get(id: string): Promise<ReadonlyMap<string, TreeEntry>> {
    const known = this.#kept.get(id);
    if (known) return known;
    if (this.#entries > MAX_KEPT_ENTRIES) this.#forget();
    const read = this.#read(id);
    this.#kept.set(id, read);
    read.then(
      (entries) => (this.#entries += entries.size),
      () => this.#kept.delete(id),
    );
    return read;
  }

  async #read(id: string): Promise<ReadonlyMap<string, TreeEntry>> {
    const read = await this.#blobs.read(id);
    if (read.kind === 'object' && read.type === 'tree') return parseTree(read.bytes, id.length / 2);
    const why =
      read.kind === 'broken' ? read.reason : `it is ${read.kind === 'object' ? read.type : read.kind}`;
    throw new GitError('refused', `The folder ${id} of the repository cannot be read: ${why}`);
  }

  #forget(): void {
    this.#kept.clear();
    this.#entries = 0;
  }
}

/** The files of a tree object: folders are read when they are asked for. */
export function treeOf(rootId: string, objects: TreeObjects): Tree {
  const list = async (path: string): Promise<ReadonlyMap<string, TreeEntry> | undefined> => {
    let id = rootId;
    for (const part of partsOf(path)) {
      const entry = (await objects.get(id)).get(part);
      if (entry?.kind !== 'folder') return undefined;
      id = entry.id;
    }
    return objects.get(id);
  };
  return {
    list,
    entry: async (path) => (path === '' ? { kind: 'folder', id: rootId } : entryIn(list, path)),
    walk: (path, signal) => walk(list, path, signal),
  };
}

type List = (path: string) => Promise<ReadonlyMap<string, TreeEntry> | undefined>;

async function entryIn(list: List, path: string): Promise<TreeEntry | undefined> {
  const slash = path.lastIndexOf('/');
  return (await list(path.slice(0, Math.max(0, slash))))?.get(path.slice(slash + 1));
}

async function* walk(
  list: List,
  from: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ path: string; entry: TreeEntry }> {
  const waiting = [from];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    signal?.throwIfAborted();
    for (const [name, entry] of (await list(folder)) ?? []) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (entry.kind === 'folder') waiting.push(path);
      else yield { path, entry };
    }
  }
}

function partsOf(path: string): readonly string[] {
  return path === '' ? [] : path.split('/');
}

/** Nothing at all. */
export const NO_TREE: Tree = {
  entry: () => Promise.resolve(undefined),
  list: () => Promise.resolve(undefined),
  async *walk() {},
};

/** The files of the index at one of its stages (git-ls-files, "Output"). Read once, as it is now. */
export async function indexTree(place: GitPlace, stage: number, signal?: AbortSignal): Promise<Tree> {
  const folders = new Map<string, Map<string, TreeEntry>>([['', new Map()]]);
  const lines = splitNul(streamGit(place, ['ls-files', '--stage', '--full-name', '-z'], { signal }));
  for await (const line of lines) {
    const tab = line.indexOf('\t');
    const [mode = '', id = '', its] = line.slice(0, tab).split(' ');
    if (Number(its) === stage) put(folders, line.slice(tab + 1), { kind: kindOfMode(mode), id });
  }
  const list: List = (path) => Promise.resolve(folders.get(path));
  return {
    list,
    entry: async (path) => (path === '' ? { kind: 'folder', id: '' } : entryIn(list, path)),
    walk: (path, signal) => walk(list, path, signal),
  };
}

function put(folders: Map<string, Map<string, TreeEntry>>, path: string, entry: TreeEntry): void {
  const slash = path.lastIndexOf('/');
  const folder = path.slice(0, Math.max(0, slash));
  let names = folders.get(folder);
  if (!names) {
    folders.set(folder, (names = new Map<string, TreeEntry>()));
    put(folders, folder, { kind: 'folder', id: '' });
  }
  names.set(path.slice(slash + 1), entry);
}

/** Paths that are in the index and, because of a sparse checkout, not on disk. */
export async function sparsePaths(place: GitPlace, signal?: AbortSignal): Promise<ReadonlySet<string>> {
  const args = ['ls-files', '-t', '--full-name', '-z'];
  const text = (await runGit(place, args, { signal })).toString('utf8');
  return new Set(
    text
      .split('\0')
      .filter((line) => line.startsWith('S '))
      .map((line) => line.slice(2)),
  );
}
