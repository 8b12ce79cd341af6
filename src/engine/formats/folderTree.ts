import { compareCodePoints } from '../../core/dataset/pathOrder';
import type { FsEntry } from '../../core/formats/fs';

/** Folders and their entries (sorted by code points), made from the paths of files. A file that is also a folder is the folder. */
export function folderTree(paths: Iterable<string>): ReadonlyMap<string, readonly FsEntry[]> {
  const kinds = new Map<string, Map<string, FsEntry['kind']>>([['', new Map()]]);
  for (const path of paths) addPath(kinds, path);
  return new Map([...kinds].map(([folder, entries]) => [folder, sorted(entries)]));
}

function addPath(kinds: Map<string, Map<string, FsEntry['kind']>>, path: string): void {
  let kind: FsEntry['kind'] = 'file';
  for (let at = path; at !== '';) {
    const slash = at.lastIndexOf('/');
    const folder = slash < 0 ? '' : at.slice(0, slash);
    const name = at.slice(slash + 1);
    const known = kinds.get(folder);
    if (known?.get(name) === 'folder' || (known?.has(name) && kind === 'file')) return;
    if (known) known.set(name, kind);
    else kinds.set(folder, new Map([[name, kind]]));
    kind = 'folder';
    at = folder;
  }
}

function sorted(entries: ReadonlyMap<string, FsEntry['kind']>): FsEntry[] {
  return [...entries]
    .map(([name, kind]) => ({ name, kind }))
    .sort((a, b) => compareCodePoints(a.name, b.name));
}
