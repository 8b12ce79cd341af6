import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { foldOf, type Fold } from './foldedTree';
import { GitError } from './gitError';
import { askGit, type GitPlace } from './gitProcess';

/** Where a repository is. */
export interface Repository {
  /** The working tree's, as the folder that was asked about leads to it; a bare repository's own folder. */
  readonly root: string;
  /** The same with all links resolved. */
  readonly realRoot: string;
  /** Of this work tree; absolute. */
  readonly gitFolder: string;
  /** That of the repository, shared by all of its work trees; absolute. */
  readonly commonFolder: string;
  readonly isBare: boolean;
  /** Older commits may not be in this clone. */
  readonly isShallow: boolean;
  /** Names of which the file system says that they are the same have the same form; absent where none are. */
  readonly fold?: Fold | undefined;
}

/** The repository that holds a folder. Throws `GitError`. */
export async function findRepository(place: GitPlace, signal?: AbortSignal): Promise<Repository> {
  const { folder } = place;
  const isFolder = await stat(folder).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  // Git would be said to be missing.
  if (!isFolder) throw new GitError('notARepository', `${folder} is not a folder.`);
  const flags = [
    '--is-bare-repository',
    '--is-inside-work-tree',
    '--is-shallow-repository',
    '--git-common-dir',
  ];
  const [said, gitFolder, fold] = await Promise.all([
    askGit(place, ['rev-parse', ...flags], { signal }).then((text) => text.split('\n')),
    askGit(place, ['rev-parse', '--absolute-git-dir'], { signal }),
    foldOfConfig(place, signal),
  ]);
  const [isBare, isInside, isShallow, ...rest] = said;
  const commonFolder = resolve(folder, rest.join('\n'));
  const facts = { fold, gitFolder, commonFolder, isBare: isBare === 'true', isShallow: isShallow === 'true' };
  const hasTree = isInside === 'true' && !facts.isBare;
  const root = hasTree ? await workTree(place, signal) : commonFolder;
  return { root, realRoot: await realpath(root), ...facts, isBare: !hasTree };
}

async function foldOfConfig(place: GitPlace, signal?: AbortSignal): Promise<Fold | undefined> {
  const args = ['config', '--type=bool', '--get-regexp', '^core\\.(ignorecase|precomposeunicode)$'];
  // Ends with an error when nothing is set; what else is wrong, the other question tells.
  const text = await askGit(place, args, { signal }).catch(() => '');
  const isSet = (key: string): boolean => new RegExp(`^core\\.${key} true$`, 'm').test(text);
  return foldOf({ ignoreCase: isSet('ignorecase'), precompose: isSet('precomposeunicode') });
}

/** By the way up from the folder where that leads there: links in front of the repository stay as they are. */
async function workTree(place: GitPlace, signal?: AbortSignal): Promise<string> {
  const [up, top] = await Promise.all([
    askGit(place, ['rev-parse', '--show-cdup'], { signal }),
    askGit(place, ['rev-parse', '--show-toplevel'], { signal }),
  ]);
  const root = resolve(place.folder, up);
  const [a, b] = await Promise.all(
    [realpath(root), realpath(top)].map((path) => path.catch(() => undefined)),
  );
  return a === b ? root : resolve(top);
}
