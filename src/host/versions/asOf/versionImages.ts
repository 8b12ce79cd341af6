import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, rename, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { imageAt } from '../../../engine/versioning/imageAt';
import { revisionTitle, type Revision } from '../../../engine/versioning/revision';
import type { Versions } from '../../../engine/versioning/versions';

/** The picture of a version as a file that can be shown. */
export type VersionImage =
  /** `note` says why it may not be the one of that version. */
  | { readonly kind: 'file'; readonly path: string; readonly note?: string }
  | { readonly kind: 'missing'; readonly reason: string };

/** Pictures taken out of git are kept so long, and so many bytes of them. */
const KEPT_MS = 7 * 24 * 3_600_000;
const KEPT_BYTES = 2_000_000_000;

/** Takes pictures of versions out of git, Git LFS and DVC's cache into a folder of ours, where they can be shown. */
export class VersionImages {
  readonly #folder: string;
  #swept: Promise<void> | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Where the files are: a page that shows them has to be allowed to read there. */
  get folder(): string {
    return this.#folder;
  }

  /** Rejects with `GitError` or the signal's reason. */
  async of(
    versions: Versions,
    revision: Revision,
    imagePath: string,
    signal?: AbortSignal,
  ): Promise<VersionImage> {
    const found = await imageAt(versions, revision, imagePath, { signal });
    if (found?.kind === 'bytes') return { kind: 'file', path: await this.#keep(found.bytes, imagePath) };
    if (found?.kind === 'file') return { kind: 'file', path: await this.#named(found.path, imagePath) };
    const why = found ? [found.why, found.how].filter((text) => text !== '').join(' ') : undefined;
    return this.#ofToday(imagePath, why ?? `${basename(imagePath)} is not in ${revisionTitle(revision)}.`);
  }

  /** Better today's picture, and a word on it, than none. */
  async #ofToday(imagePath: string, why: string): Promise<VersionImage> {
    const stats = await stat(imagePath).catch(() => undefined);
    if (!stats?.isFile()) return { kind: 'missing', reason: why };
    return { kind: 'file', path: imagePath, note: `The picture is that of the working tree. ${why}` };
  }

  /** A file of a cache has no extension, by which browsers know what it is. */
  async #named(path: string, imagePath: string): Promise<string> {
    if (extname(path).toLowerCase() === extname(imagePath).toLowerCase()) return path;
    const kept = await this.#place(createHash('sha256').update(path).digest('hex'), imagePath);
    return place(kept, (temp) => copyFile(path, temp, constants.COPYFILE_FICLONE));
  }

  async #keep(bytes: Buffer, imagePath: string): Promise<string> {
    const kept = await this.#place(createHash('sha256').update(bytes).digest('hex'), imagePath);
    return place(kept, (temp) => writeFile(temp, bytes));
  }

  async #place(hash: string, imagePath: string): Promise<string> {
    await mkdir(this.#folder, { recursive: true });
    this.#swept ??= sweep(this.#folder).catch(() => undefined);
    await this.#swept;
    return join(this.#folder, `${hash}${extname(imagePath).toLowerCase()}`);
  }
}

/** Both sides of a comparison, and several windows, may want the same picture at once: each writes its own file. */
async function place(kept: string, write: (temp: string) => Promise<void>): Promise<string> {
  if (await isThere(kept)) return kept;
  const temp = `${kept}.${randomUUID()}.tmp`;
  try {
    await write(temp);
    await rename(temp, kept);
  } catch (error) {
    await unlink(temp).catch(() => undefined);
    // Windows refuses to replace a file that is being read; it has the same bytes.
    if (!(await isThere(kept))) throw error;
  }
  return kept;
}

/** Being asked for makes it young again. */
async function isThere(path: string): Promise<boolean> {
  const now = new Date();
  return utimes(path, now, now).then(
    () => true,
    () => false,
  );
}

/** The oldest go first, those beyond the limit of bytes too. */
async function sweep(folder: string): Promise<void> {
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const path = join(folder, name);
      return { path, ...((await stat(path).catch(() => undefined)) ?? { mtimeMs: 0, size: 0 }) };
    }),
  );
  let bytes = 0;
  for (const { path, mtimeMs, size } of files.sort((a, b) => b.mtimeMs - a.mtimeMs)) {
    bytes += size;
    if (bytes > KEPT_BYTES || Date.now() - mtimeMs > KEPT_MS) await unlink(path).catch(() => undefined);
  }
}
