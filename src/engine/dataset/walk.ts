import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The files of one folder, absolute, in no order. */
export interface FolderFiles {
  readonly folder: string;
  readonly files: readonly string[];
}

/**
 * Every folder at and below `root`, one at a time. Hidden ones and `node_modules` are left out, links to folders
 * are followed once, and a folder that cannot be read counts as empty. Throws the signal's reason on abort.
 */
export async function* walk(root: string, signal?: AbortSignal): AsyncGenerator<FolderFiles> {
  const seen = new Set<string>();
  const waiting = [root];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    signal?.throwIfAborted();
    const real = await realpath(folder).catch(() => undefined);
    if (real === undefined || seen.has(real)) continue;
    seen.add(real);
    const { files, folders } = await entriesOf(folder);
    waiting.push(...folders);
    yield { folder, files };
  }
}

async function entriesOf(folder: string): Promise<{ files: string[]; folders: string[] }> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  const files: string[] = [];
  const folders: string[] = [];
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    const kind = entry.isSymbolicLink() ? await stat(path).catch(() => undefined) : entry;
    if (kind?.isDirectory()) folders.push(path);
    else if (kind?.isFile()) files.push(path);
  }
  return { files, folders };
}
