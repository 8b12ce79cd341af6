import type { ReadFs } from '../fs';
import { joined } from './safePath';

/** Label sets are not nested deeper; links in circles are. */
const MAX_DEPTH = 12;

/** Paths of all files below a folder whose name passes, folders and files sorted by code points. */
export function* walkFiles(
  fs: ReadFs,
  folder: string,
  passes: (name: string) => boolean,
  depth = 0,
): Generator<string> {
  for (const { name, kind } of fs.list(folder)) {
    const path = joined(folder, name);
    if (kind === 'file') {
      if (passes(name)) yield path;
    } else if (depth < MAX_DEPTH && !name.startsWith('.')) yield* walkFiles(fs, path, passes, depth + 1);
  }
}
