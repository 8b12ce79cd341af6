import { join } from 'node:path';
import type { Runtime } from './runtime';

/** Bundles that know `relabel merge`, the one that starts fastest first. */
const BUNDLES = ['merge.js', 'cli.js'];

/** What this process itself runs on, with the bundle in `folder` that git is to start. */
export function runtimeOf(folder: string, exists: (path: string) => boolean): Runtime {
  const scripts = BUNDLES.map((name) => join(folder, name));
  return { program: process.execPath, script: scripts.find(exists) ?? join(folder, 'merge.js') };
}
