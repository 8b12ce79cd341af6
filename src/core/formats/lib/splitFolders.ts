import { UnreadableFile, type ReadFs } from '../fs';
import { joined, lastPart } from './safePath';

const LEVELS = 3;
const MOST_FOLDERS = 2000;

/** Folders that have one of the named folders in them: the root first, down to a few levels. */
export function foldersWith(fs: ReadFs, names: readonly string[]): readonly string[] {
  const found: string[] = [];
  let level = [''];
  for (let depth = 0; depth < LEVELS; depth++) {
    const next: string[] = [];
    for (const folder of level.slice(0, MOST_FOLDERS)) {
      const inside = subfolders(fs, folder);
      if (inside.some((name) => names.includes(name))) found.push(folder);
      next.push(...inside.filter((name) => !names.includes(name)).map((name) => joined(folder, name)));
    }
    level = next;
  }
  return found;
}

function subfolders(fs: ReadFs, folder: string): readonly string[] {
  try {
    return fs
      .list(folder)
      .flatMap(({ name, kind }) => (kind === 'folder' && !name.startsWith('.') ? [name] : []));
  } catch (error) {
    if (error instanceof UnreadableFile) return [];
    throw error;
  }
}

const SPLITS: ReadonlyMap<string, string> = new Map([
  ['training', 'train'],
  ['testing', 'test'],
  ['valid', 'val'],
  ['validation', 'val'],
]);

/** The split that a folder stands for: its name, unless several share one root that says nothing. */
export function splitOf(folder: string): string | undefined {
  const name = lastPart(folder);
  return name === '' || name === 'default' ? undefined : (SPLITS.get(name) ?? name);
}

/** A folder for a split, whatever its name is made of. */
export function folderOfSplit(split: string | undefined, unsplit: string): string {
  if (split === undefined) return unsplit;
  const plain = split.replace(/[\u0000-\u001f\u007f\\/:*?"<>|]/g, '_').replace(/^[.\s]+|[.\s]+$/g, '_');
  return plain === '' ? '_' : plain;
}
