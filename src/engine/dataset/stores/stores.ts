import { dirname, join } from 'node:path';
import type { LabelChoice } from '../../../core/schema/labelSchema';
import { loadPart } from '../../loadPart';
import { ExpiringCache } from '../expiringCache';
import { DISK, type Files } from '../files';
import { ancestors } from '../findUp';
import type { FolderStore, LabelStore } from './labelStore';

interface FolderStores {
  readonly stores: readonly FolderStore[];
  /** The folder is labelled with sidecars, too: only a label file of the image itself speaks for another format. */
  readonly hasSidecars: boolean;
}

/** How long what was found for a folder holds; `forget` is exact. */
const LIFE_MS = 15_000;

export interface StoreRules {
  /** Those on disk when absent. */
  readonly files?: Files;
  /** What `relabel.yaml` says for a folder, and its own folder. */
  choiceOf(
    folder: string,
  ): Promise<{ readonly choice: LabelChoice | undefined; readonly root: string } | undefined>;
  /** Folders beyond which nothing is looked for when there is no repository. */
  readonly roots: () => readonly string[];
}

/** Which label files of other formats images have. */
export interface LabelStores {
  /** The store of an image that has no sidecar; undefined when sidecars it is. */
  of(imagePath: string): Promise<LabelStore | undefined>;
  /** Those of every format that anything speaks for, whichever is used: for files that are looked at by themselves. */
  every(imagePath: string): Promise<readonly LabelStore[]>;
  /** True for files that `of` has named: those that hold labels, and those that list their classes. */
  isNamed(path: string): boolean;
  forget(): void;
}

/**
 * Finds out what edits of an image without a sidecar are written to: what `relabel.yaml` says; else the first format
 * whose file tells of the image; else the first one whose data set the image clearly belongs to.
 */
export function labelStores({ choiceOf, roots, files = DISK }: StoreRules): LabelStores {
  const folders = new ExpiringCache<FolderStores>(LIFE_MS);
  const others = new ExpiringCache<readonly FolderStore[]>(LIFE_MS);
  const named = new Set<string>();
  const note = (store: LabelStore): LabelStore => {
    // One file per image says by its place whose it is: only the others are remembered.
    if (store.file.isShared) named.add(store.path);
    if (store.classesPath !== undefined) named.add(store.classesPath);
    return store;
  };
  const find = async (folder: string): Promise<FolderStores> => {
    const said = await choiceOf(folder);
    const choice = said?.choice;
    if (choice?.store === 'sidecars') return { stores: [], hasSidecars: true };
    // What reads and edits other formats is large, and of no use where all labels are in sidecars.
    const { FINDERS } = await loadPart(import('./finders'));
    const above = await upTo(folder, roots(), files);
    const search = { files, folder, above, ...(said && choice && { said: { choice, root: said.root } }) };
    const finders = choice ? [FINDERS[choice.store]] : Object.values(FINDERS);
    const found = await Promise.all(finders.map((finder) => finder(search)));
    const stores = found.filter((each) => each !== undefined);
    return { stores, hasSidecars: !choice && (await hasSidecars(folder, files)) };
  };
  const findEvery = async (folder: string): Promise<readonly FolderStore[]> => {
    const { FINDERS } = await loadPart(import('./finders'));
    const search = { files, folder, above: await upTo(folder, roots(), files) };
    const found = await Promise.all(Object.values(FINDERS).map((finder) => finder(search)));
    return found.filter((each) => each !== undefined);
  };
  return {
    async every(imagePath) {
      const folder = dirname(imagePath);
      const found = await others.get(folder, () => findEvery(folder));
      const stores = await Promise.all(found.map((each) => each.storeOf(imagePath)));
      return stores.filter((store) => store !== undefined);
    },
    async of(imagePath) {
      const folder = dirname(imagePath);
      const { stores, hasSidecars } = await folders.get(folder, () => find(folder));
      let first: LabelStore | undefined;
      for (const each of stores) {
        const store = await each.storeOf(imagePath);
        if (store?.exists && !(hasSidecars && store.file.isShared)) return note(store);
        first ??= store;
      }
      return hasSidecars || !first ? undefined : note(first);
    },
    isNamed: (path) => named.has(path),
    forget: () => {
      folders.clear();
      others.clear();
    },
  };
}

async function hasSidecars(folder: string, files: Files): Promise<boolean> {
  const names = await files.list(folder);
  return names.some((name) => name.endsWith('.labels.json'));
}

/** Up to the repository's root or a workspace folder; without either the folder and three above it. */
async function upTo(folder: string, roots: readonly string[], files: Files): Promise<readonly string[]> {
  const found: string[] = [];
  for (const at of ancestors(folder)) {
    found.push(at);
    if (roots.includes(at) || (await files.exists(join(at, '.git')))) return found;
  }
  return found.slice(0, LEVELS);
}

const LEVELS = 4;
