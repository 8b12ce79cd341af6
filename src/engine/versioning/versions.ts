import { blameOf } from './blameOf';
import { changesBetween } from './changesBetween';
import { fileLabels } from './fileLabels';
import type { GitPlace } from './gitProcess';
import { historyOf } from './historyOf';
import { labelFilesAt } from './labelFilesAt';
import { listRevisions } from './listRevisions';
import { readAt } from './readAt';
import { readLabels } from './readLabels';
import { openContext } from './versionsContext';
import type {
  FileAt,
  HistoryEntry,
  LabelChange,
  LabelFileAt,
  LabelsAt,
  ListedRevision,
} from './labelVersions';
import type { Revision } from './revision';
import type { VersionsOptions } from './versionsOptions';

export interface Limits {
  readonly signal?: AbortSignal | undefined;
}

/**
 * The labels of one repository at any revision, read through one `git cat-file` process. Nothing is checked out and
 * nothing is written. Paths of images are absolute, as if the revision were checked out at `root`. Everything rejects
 * with `GitError`, `RevisionError` or the signal's reason.
 */
export interface Versions {
  /** Absolute; of a bare repository its own folder. */
  readonly root: string;
  /** How git is run there. */
  readonly place: GitPlace;
  /**
   * `WORKTREE`, `INDEX`, `EMPTY`, any branch, tag, remote branch, stash, hash, `HEAD~2`, `A...B` (their merge base),
   * `pr/12` (head of a pull or merge request that was fetched), a date (`2026-01-31`, the last commit of HEAD that is
   * not later). Throws `RevisionError`.
   */
  resolve(name: string): Promise<Revision>;
  /** Branches, remote branches, tags, stashes, fetched proposals, recent commits: newest first within each kind. */
  list(options?: { readonly commits?: number }): Promise<readonly ListedRevision[]>;
  /** Undefined when there is no such file at the revision. */
  readAt(revision: Revision, path: string): Promise<FileAt | undefined>;
  /** Undefined when the image has no labels at the revision. */
  labelsAt(revision: Revision, imagePath: string): Promise<LabelsAt | undefined>;
  /** Every image with labels at the revision, at or below `folder`. */
  labelFilesAt(
    revision: Revision,
    options?: Limits & { readonly folder?: string },
  ): AsyncIterable<LabelFileAt>;
  /** Images whose labels differ, in the order of their paths. `paths`: files or folders, absolute. */
  changesBetween(
    from: Revision,
    to: Revision,
    options?: Limits & { readonly paths?: readonly string[] },
  ): AsyncIterable<LabelChange>;
  /** Commits that changed the image's labels, newest first, from `from` (HEAD); with `instance`, those that changed it. */
  historyOf(
    imagePath: string,
    options?: Limits & { readonly instance?: string; readonly from?: Revision },
  ): AsyncIterable<HistoryEntry>;
  /** Whether what is before a commit (full hash) is not in this clone, because it is shallow. */
  isCutAt(commit: string): Promise<boolean>;
  /** By annotation id: the commit that made it what it is. What is not committed is not there. */
  blameOf(
    imagePath: string,
    options?: Limits & { readonly from?: Revision },
  ): Promise<ReadonlyMap<string, HistoryEntry>>;
  dispose(): void;
}

/** Opens the repository that holds a folder; `dispose` ends its process. Throws `GitError`. */
export async function openVersions(folder: string, options: VersionsOptions = {}): Promise<Versions> {
  const context = await openContext(folder, options);
  const { root, place, signal } = context;
  return {
    root,
    place,
    resolve: (name) => context.resolve(name),
    list: (limits) => listRevisions(place, { ...limits, signal }),
    readAt: async (revision, path) => readAt(context, revision, await context.placeOf(path)),
    async labelsAt(revision, imagePath) {
      const [view, image] = await Promise.all([context.view(revision), context.placeOf(imagePath)]);
      if (revision.kind === 'file') return fileLabels(revision.path, image, view);
      return (await readLabels(view, image)).labels;
    },
    labelFilesAt: (revision, limits) => labelFilesAt(context, revision, { signal, ...limits }),
    changesBetween: (from, to, limits) => changesBetween(context, from, to, { signal, ...limits }),
    historyOf: (imagePath, limits) => historyOf(context, imagePath, { signal, ...limits }),
    isCutAt: (commit) => context.isShallowAt(commit),
    blameOf: (imagePath, limits) => blameOf(context, imagePath, { signal, ...limits }),
    dispose: () => context.dispose(),
  };
}
