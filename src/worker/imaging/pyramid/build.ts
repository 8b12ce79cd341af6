import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { JPEG_QUALITY, PNG_COMPRESSION } from '../encodeTile';
import { upright } from '../open';
import { checksum, MANIFEST, newManifest, readManifest, TILES, type Manifest, type Wanted } from './entry';
import { TileStore } from './store';

/** What a building process is told. */
export interface BuildJob {
  readonly path: string;
  readonly page: number;
  readonly stamp: string;
  readonly cacheFolder: string;
  readonly cacheBytes: number;
  /** Where tiles appear one by one while it runs. */
  readonly building: string;
  readonly wanted: Wanted;
}

/** Builds a pyramid, in a process of its own that may be killed at any time; gives the key of its content. */
export async function build(job: BuildJob): Promise<string> {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  const store = new TileStore(job.cacheFolder, job.cacheBytes);
  const key = await contentKey(job);
  if (!(await readManifest(store.folderOf(key), job.wanted))) {
    await cut(job);
    await writeManifest(job);
    await store.adopt(job.building, key);
  }
  await store.setKey(job.stamp, key);
  await store.used(key);
  await store.prune();
  return key;
}

/** The same bytes have the same tiles, wherever they lie. */
async function contentKey({ path, page, wanted }: BuildJob): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 2 ** 20 }), hash);
  hash.update(`|${page}|${wanted.format}|${wanted.tilePx}`);
  return hash.digest('hex').slice(0, 32);
}

async function cut({ path, page, building, wanted }: BuildJob): Promise<void> {
  await rm(building, { recursive: true, force: true });
  await mkdir(building, { recursive: true });
  const image = (await upright(path, 'none', page)).toColourspace('srgb');
  const encoded =
    wanted.format === 'jpeg'
      ? image.jpeg({ quality: JPEG_QUALITY })
      : image.png({ compressionLevel: PNG_COMPRESSION });
  const layout = { size: wanted.tilePx, overlap: 0, depth: 'onetile', layout: 'dz' } as const;
  await encoded.tile(layout).toFile(join(building, 'p.dz'));
}

async function writeManifest({ building, wanted }: BuildJob): Promise<void> {
  const tiles: Record<string, string> = {};
  let bytes = 0;
  for (const level of await readdir(join(building, TILES), { withFileTypes: true })) {
    if (!level.isDirectory()) continue;
    for (const name of await readdir(join(building, TILES, level.name))) {
      const tile = await readFile(join(building, TILES, level.name, name));
      tiles[`${level.name}/${name.replace(/\.\w+$/, '')}`] = checksum(tile);
      bytes += tile.length;
    }
  }
  const manifest: Manifest = newManifest(wanted, bytes, tiles);
  await writeFile(join(building, MANIFEST), JSON.stringify(manifest));
}

/** Entry of a building process: tells the key of what it built, or why it could not. */
export async function runBuild(job: BuildJob): Promise<void> {
  const tell = (message: BuildReport): void => void process.send?.(message, () => process.exit(0));
  try {
    tell({ key: await build(job) });
  } catch (error) {
    await rm(job.building, { recursive: true, force: true }).catch(() => undefined);
    tell({ failed: error instanceof Error ? error.message : String(error) });
  }
}

export interface BuildReport {
  readonly key?: string;
  readonly failed?: string;
}
