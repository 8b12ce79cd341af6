import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { readFile, realpath } from 'node:fs/promises';
import { dataSets, type DataSets } from '../dataset/dataSets';
import { ExpiringCache } from '../dataset/expiringCache';
import { DISK, type Files } from '../dataset/files';
import { ancestors } from '../dataset/findUp';
import { FileError } from '../fileError';
import { BlobReader } from './blobReader';
import { foldedTree } from './foldedTree';
import { GitError } from './gitError';
import { askGit, type GitPlace } from './gitProcess';
import { hookVariables } from './hookVariables';
import { lfsObjects, type LfsObjects } from './lfsPointer';
import { resolveRevision } from './resolveRevision';
import { findRepository, type Repository } from './repository';
import type { Revision } from './revision';
import { contentOf, RevisionFiles, textOf } from './revisionFiles';
import { sparseFiles } from './sparseFiles';
import { indexTree, NO_TREE, TreeObjects, treeOf, type Tree } from './tree';
import type { VersionsOptions } from './versionsOptions';

/** The files of a revision, and what they say of where labels are. */
export interface RevisionView {
  readonly files: Files;
  readonly sets: DataSets;
  /** Absolute paths that a sparse checkout keeps from the disk. */
  readonly leftOut: readonly string[];
  /** Undefined on disk. */
  readonly tree: Tree | undefined;
}

/** What everything about versions of one repository shares: one process for objects, and what was read with it. */
export class VersionsContext {
  readonly place: GitPlace;
  readonly repository: Repository;
  readonly blobs: BlobReader;
  readonly objects: TreeObjects;
  readonly signal: AbortSignal | undefined;
  readonly lfs: LfsObjects;
  readonly #program: string | undefined;
  readonly #commits = new Map<string, Promise<RevisionView>>();
  #cut: Promise<string> | undefined;
  readonly #moving = new ExpiringCache<RevisionView>(MOVING_LIFE_MS);
  #staged: { readonly untilMs: number; readonly tree: Promise<Tree> } | undefined;

  constructor(
    repository: Repository,
    { program, signal }: VersionsOptions,
    env?: Readonly<Record<string, string>>,
  ) {
    this.place = { folder: repository.root, program, env };
    this.repository = repository;
    this.blobs = new BlobReader(this.place, { signal });
    this.objects = new TreeObjects(this.blobs);
    this.signal = signal;
    this.lfs = lfsObjects(repository.commonFolder);
    this.#program = program;
  }

  resolve(name: string): Promise<Revision> {
    return resolveRevision(this.place, name, this.signal);
  }

  /** The text of a file by its object id; `path` is for the words. Rejects with `GitError` only. */
  readonly textOfBlob = async (
    id: string,
    path: string,
  ): Promise<{ readonly text: string } | { readonly reason: string }> => {
    try {
      return { text: textOf(path, await contentOf(path, id, this)) };
    } catch (error) {
      if (error instanceof FileError) return { reason: error.message };
      throw error;
    }
  };

  /** Whether the parents of a commit are cut off, because the clone is shallow. */
  async isShallowAt(commit: string): Promise<boolean> {
    if (!this.repository.isShallow) return false;
    this.#cut ??= readFile(join(this.repository.commonFolder, 'shallow'), 'utf8').catch(() => '');
    return (await this.#cut).split('\n').includes(commit);
  }

  get root(): string {
    return this.repository.root;
  }

  /** Of a commit it is kept for a while: nothing about it changes. */
  view(revision: Revision): Promise<RevisionView> {
    if (revision.kind !== 'commit')
      return this.#moving.get(JSON.stringify(revision), () => this.#open(revision));
    const known = this.#commits.get(revision.commit) ?? this.#open(revision);
    this.#commits.delete(revision.commit);
    this.#commits.set(revision.commit, known);
    for (const old of this.#commits.keys()) {
      if (this.#commits.size <= MOST_COMMITS) break;
      this.#commits.delete(old);
    }
    known.catch(() => this.#commits.delete(revision.commit));
    return known;
  }

  /** A path below the root as git names it: `/` between parts. Throws `GitError` for one that is elsewhere. */
  async nameOf(path: string): Promise<string> {
    const name = below(this.root, await this.placeOf(path));
    if (name === undefined)
      throw new GitError('notARepository', `${path} is not in the repository at ${this.root}.`);
    return name;
  }

  /** The same path below the root, where it leads there through a link; else as it is. */
  async placeOf(path: string): Promise<string> {
    if (below(this.root, path) !== undefined) return path;
    const name = below(this.repository.realRoot, await realPlace(path));
    return name === undefined ? path : this.pathOf(name);
  }

  /** The same for a path that somebody named. Throws `GitError` where a repository below this one has it. */
  async ownPlaceOf(path: string): Promise<string> {
    const place = await this.placeOf(path);
    if (this.repository.isBare || below(this.root, place) === undefined) return place;
    for (const at of ancestors(place)) {
      if (at === this.root) break;
      if (!(await DISK.exists(join(at, '.git')))) continue;
      const text = `${path} is in a repository of its own, at ${at}, and not in the one at ${this.root}. Ask there.`;
      throw new GitError('notARepository', text);
    }
    return place;
  }

  /** As git takes it literally from the root, but as freely as the file system takes capitals. */
  pathspec(name: string): string {
    return this.repository.fold ? `:(top,literal,icase)${name}` : `:(top,literal)${name}`;
  }

  pathOf(name: string): string {
    return join(this.root, name);
  }

  /** The id of a tree without entries, in the repository's own kind of hash; git knows it without being told. */
  async emptyTree(): Promise<string> {
    return askGit(this.place, ['hash-object', '-t', 'tree', '--stdin'], { signal: this.signal });
  }

  dispose(): void {
    this.blobs.dispose();
  }

  async #open(revision: Revision): Promise<RevisionView> {
    const tree = await this.#treeOf(revision);
    const { fold } = this.repository;
    const { files, leftOut } = tree
      ? { files: this.#filesOf(fold ? foldedTree(tree, fold) : tree), leftOut: [] }
      : await sparseFiles(this);
    const roots = (): readonly string[] => [this.root];
    const git = this.repository.isBare ? undefined : (this.#program ?? 'git');
    return { files, leftOut, tree, sets: dataSets({ files, git, roots }) };
  }

  #filesOf(tree: Tree): RevisionFiles {
    const { root, isBare } = this.repository;
    const stagedId = async (name: string): Promise<string | undefined> =>
      (await (await this.#stagedTree()).entry(name))?.id;
    return new RevisionFiles({ root, tree, blobs: this.blobs, lfs: this.lfs, hasDisk: !isBare, stagedId });
  }

  async #treeOf(revision: Revision): Promise<Tree | undefined> {
    if (revision.kind === 'worktree' || revision.kind === 'file') return undefined;
    if (revision.kind === 'empty') return NO_TREE;
    if (revision.kind === 'index') return indexTree(this.place, revision.stage ?? 0, this.signal);
    return treeOf(await this.#treeId(revision.commit), this.objects);
  }

  async #treeId(commit: string): Promise<string> {
    const read = await this.blobs.read(commit);
    const id = read.kind === 'object' ? /^tree ([0-9a-f]+)\n/.exec(read.bytes.toString('latin1'))?.[1] : '';
    if (id) return id;
    const why = read.kind === 'broken' ? read.reason : 'it is not in this clone';
    throw new GitError('refused', `The commit ${commit} cannot be read: ${why}.`);
  }

  #stagedTree(): Promise<Tree> {
    if (!this.#staged || this.#staged.untilMs < Date.now())
      this.#staged = { untilMs: Date.now() + STAGED_LIFE_MS, tree: indexTree(this.place, 0, this.signal) };
    return this.#staged.tree;
  }
}

const MOST_COMMITS = 8;
const STAGED_LIFE_MS = 30_000;
/** Many questions in a row share one look at the index or the disk. */
const MOVING_LIFE_MS = 300;

function below(root: string, path: string): string | undefined {
  const name = relative(root, resolve(root, path));
  if (name === '..' || name.startsWith(`..${sep}`) || isAbsolute(name)) return undefined;
  return sep === '/' ? name : name.replaceAll(sep, '/');
}

/** With the links of its folder resolved, as far as it exists. */
async function realPlace(path: string): Promise<string> {
  const folder = dirname(path);
  if (folder === path) return path;
  const real = await realpath(folder).catch(() => undefined);
  return join(real ?? (await realPlace(folder)), relative(folder, path));
}

/** Opens the repository that holds a folder. Throws `GitError`. */
export async function openContext(folder: string, options: VersionsOptions): Promise<VersionsContext> {
  const repository = await findRepository({ folder, program: options.program }, options.signal);
  const { hook } = options;
  const env = hook && (await hookVariables(repository, hook.variables, hook.folder));
  return new VersionsContext(repository, options, env);
}
