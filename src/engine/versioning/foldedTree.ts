import type { Tree } from './tree';
import type { TreeEntry } from './treeEntry';

/** Brings names that a file system takes for the same to one form. */
export type Fold = (name: string) => string;

/** By what git found out of the file system when it made the repository (git-config, "core"). */
export function foldOf({
  ignoreCase,
  precompose,
}: {
  ignoreCase: boolean;
  precompose: boolean;
}): Fold | undefined {
  if (ignoreCase) return (name) => name.normalize('NFC').toLowerCase();
  return precompose ? (name) => name.normalize('NFC') : undefined;
}

/**
 * The same tree where names count that differ only in capitals, or in how letters with marks are put together: on such
 * a disk they name the same file. What is exactly so comes first.
 */
export function foldedTree(tree: Tree, fold: Fold): Tree {
  const folded = new WeakMap<ReadonlyMap<string, TreeEntry>, ReadonlyMap<string, string>>();
  const namesOf = (entries: ReadonlyMap<string, TreeEntry>): ReadonlyMap<string, string> => {
    const names = folded.get(entries) ?? new Map([...entries.keys()].map((name) => [fold(name), name]));
    folded.set(entries, names);
    return names;
  };
  const actual = (path: string): Promise<string> => actualName(tree, path, fold, namesOf);
  return {
    entry: async (path) => (await tree.entry(path)) ?? tree.entry(await actual(path)),
    list: async (path) => (await tree.list(path)) ?? tree.list(await actual(path)),
    walk: (path, signal) => tree.walk(path, signal),
  };
}

/** The path as it stands in the tree, as far down as there is anything of it. */
async function actualName(
  tree: Tree,
  path: string,
  fold: Fold,
  namesOf: (entries: ReadonlyMap<string, TreeEntry>) => ReadonlyMap<string, string>,
): Promise<string> {
  const found: string[] = [];
  for (const part of path.split('/')) {
    const entries = await tree.list(found.join('/'));
    const isThere = entries?.has(part) ?? true;
    found.push(isThere || !entries ? part : (namesOf(entries).get(fold(part)) ?? part));
  }
  return found.join('/');
}
