import { copyFile, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** Two versions of a label file, where they stay for a while. Absolute paths. */
export interface KeptSides {
  /** Undefined: there was no file. */
  readonly left: string | undefined;
  readonly right: string | undefined;
  /** The same, or where nothing is. */
  readonly leftPath: string;
  readonly rightPath: string;
  /** Where a report may be written. */
  readonly report: string;
}

const PREFIX = 'relabel-difftool-';
const KEPT_MS = 24 * 3_600_000;

/**
 * Copies what git shows, as git takes its temporary files away as soon as the tool has ended, under the name of the
 * file, by which its format is known. A file of the working tree stays where it is. What is a day old is removed.
 */
export async function keepSides(local: string, remote: string, path: string): Promise<KeptSides> {
  await sweep();
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  const keep = async (file: string, side: string): Promise<string | undefined> => {
    if (!(await isFile(file))) return undefined;
    if (file === path) return file;
    await mkdir(join(folder, side));
    const copy = join(folder, side, basename(path));
    await copyFile(file, copy);
    return copy;
  };
  const [left, right] = [await keep(local, 'left'), await keep(remote, 'right')];
  const nowhere = join(folder, 'none', basename(path));
  return {
    left,
    right,
    leftPath: left ?? nowhere,
    rightPath: right ?? nowhere,
    report: join(folder, 'report.html'),
  };
}

/** Git names the null device where a version has no file. */
async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}

async function sweep(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(PREFIX))) {
    const path = join(tmpdir(), name);
    const stats = await stat(path).catch(() => undefined);
    if (stats && Date.now() - stats.mtimeMs > KEPT_MS)
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}
