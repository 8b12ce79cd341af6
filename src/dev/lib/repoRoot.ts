import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The checkout this build came from: the nearest folder above the running file whose package is ours. */
export const repoRoot: string = findRoot(__dirname);

function findRoot(folder: string): string {
  if (packageName(join(folder, 'package.json')) === 'relabel') return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error(`no package.json named "relabel" above ${__dirname}`);
  return findRoot(parent);
}

function packageName(path: string): unknown {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as { name?: unknown }).name : undefined;
}
