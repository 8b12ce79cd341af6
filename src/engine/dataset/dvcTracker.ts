import { dirname, join, relative, sep } from 'node:path';
import { parseDvcFile } from '../../core/dvc/dvcFile';
import { isAtOrBelow } from '../../core/dvc/names';
import type { Files } from './files';
import { ancestors } from './findUp';

type Readable = Pick<Files, 'isFile' | 'readText'>;

/**
 * The file that says that DVC tracks an image: its own `.dvc` file or that of a folder it is in, else the `dvc.lock` at
 * or above it, one of whose stages makes it. All paths are absolute; what lies above `root` does not count. Undefined
 * when nothing tracks it. Never rejects.
 */
export async function dvcTrackerOf(files: Readable, root: string, path: string): Promise<string | undefined> {
  for (const at of [path, ...ancestors(dirname(path))]) {
    if (at !== root && (await files.isFile(`${at}.dvc`))) return `${at}.dvc`;
    const lock = join(at, 'dvc.lock');
    if (at !== path && (await isMadeBy(files, root, lock, path))) return lock;
    if (at === root) break;
  }
  return undefined;
}

/** Whether a `dvc.lock` has the path, or a folder it is in, among the outputs that are in DVC's cache. */
async function isMadeBy(files: Readable, root: string, lock: string, path: string): Promise<boolean> {
  if (!(await files.isFile(lock))) return false;
  const [text, pipeline] = await Promise.all(
    [lock, join(dirname(lock), 'dvc.yaml')].map((file) => files.readText(file).catch(() => undefined)),
  );
  const [own, name] = [path, lock].map((file) => relative(root, file).split(sep).join('/'));
  if (text === undefined || own === undefined || name === undefined) return false;
  const { outs } = parseDvcFile(text, name, pipeline);
  return outs.some((out) => out.isCached && isAtOrBelow(own, out.path));
}
