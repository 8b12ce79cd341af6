import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST, type Manifest } from './entry';

const STAMPS = 'stamps';
const BUILDING = 'building-';
/** A build that was not touched for so long belongs to a process that is gone. */
const ABANDONED_MS = 60 * 60_000;

/**
 * The folder of tiles of huge images: a folder each for a content, and for each state of a file (its stamp) a note
 * which content that was, so that a file need not be read to find its tiles.
 */
export class TileStore {
  readonly #folder: string;
  readonly #maxBytes: number;

  constructor(folder: string, maxBytes: number) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
  }

  folderOf(key: string): string {
    return join(this.#folder, key);
  }

  /** Where a process builds; another process builds elsewhere. */
  buildingFolder(stamp: string): string {
    return join(this.#folder, `${BUILDING}${stamp}-${process.pid}`);
  }

  async keyOf(stamp: string): Promise<string | undefined> {
    const key = await readFile(join(this.#folder, STAMPS, stamp), 'utf8').catch(() => '');
    return /^[0-9a-f]{32}$/.test(key) ? key : undefined;
  }

  async setKey(stamp: string, key: string): Promise<void> {
    await mkdir(join(this.#folder, STAMPS), { recursive: true });
    await writeFile(join(this.#folder, STAMPS, stamp), key);
  }

  /** Puts a finished build in its place; one that is there already is as good. */
  async adopt(building: string, key: string): Promise<void> {
    await rm(this.folderOf(key), { recursive: true, force: true });
    await rename(building, this.folderOf(key)).catch(() => rm(building, { recursive: true, force: true }));
  }

  async used(key: string): Promise<void> {
    const now = new Date();
    await utimes(join(this.folderOf(key), MANIFEST), now, now).catch(() => undefined);
  }

  async remove(key: string): Promise<void> {
    await rm(this.folderOf(key), { recursive: true, force: true });
  }

  /** Removes what was not used for longest until the rest fits, and what crashes left behind. */
  async prune(): Promise<void> {
    const entries = await this.#entries();
    let bytes = 0;
    for (const { key, size } of entries.sort((a, b) => b.usedMs - a.usedMs)) {
      bytes += size;
      if (bytes > this.#maxBytes) await this.remove(key);
    }
    await this.#removeStale();
  }

  async #entries(): Promise<{ key: string; size: number; usedMs: number }[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const found = await Promise.all(names.filter(isKey).map((key) => this.#entry(key)));
    return found.flatMap((entry) => entry ?? []);
  }

  async #entry(key: string): Promise<{ key: string; size: number; usedMs: number } | undefined> {
    const path = join(this.folderOf(key), MANIFEST);
    try {
      const { bytes } = JSON.parse(await readFile(path, 'utf8')) as Manifest;
      return { key, size: bytes, usedMs: (await stat(path)).mtimeMs };
    } catch {
      await this.remove(key);
      return undefined;
    }
  }

  async #removeStale(): Promise<void> {
    const old = async (path: string): Promise<boolean> =>
      Date.now() - (await stat(path)).mtimeMs > ABANDONED_MS;
    for (const name of await readdir(this.#folder).catch(() => []))
      if (name.startsWith(BUILDING) && (await old(join(this.#folder, name)).catch(() => false)))
        await rm(join(this.#folder, name), { recursive: true, force: true });
    for (const stamp of await readdir(join(this.#folder, STAMPS)).catch(() => [])) {
      const key = await this.keyOf(stamp);
      const isThere = key && (await stat(this.folderOf(key)).catch(() => undefined));
      if (!isThere) await rm(join(this.#folder, STAMPS, stamp), { force: true });
    }
  }
}

const isKey = (name: string): boolean => /^[0-9a-f]{32}$/.test(name);
