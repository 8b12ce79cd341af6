import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { launchChromium } from '../../src/dev/lib/chromium';
import { Workers } from '../../src/engine/workers';
import type { TileArgs, TiledImage } from '../../src/protocol/editor';
import type { OpenPicture } from '../../src/protocol/worker';
import { servePage } from '../helpers/pageServer';
import { tempFolder } from '../helpers/tempFolder';
import { seeded } from './canvas/scene';
import { percentile } from './canvas/numbers';
import { makeHugeJpeg } from './picture/hugeJpeg';
import { memoryMb, peakMemoryMb } from './picture/processMemory';
import { serveTiles } from './picture/tileServer';
import { median, rangeOf } from './support/statistics';
import { printTable } from './support/table';

// A huge JPEG through the real imaging process, beside sharp doing the same by itself: the overview, the pyramid, tiles
// from the file and from the pyramid, the memory of the process and of a page that shows it.
// Run: node out/bench/picture.bench.js [--side=20000] [--rounds=3]
// Needs about 600 MB of disk for a while, and two minutes.

const { values: options } = parseArgs({
  options: { side: { type: 'string', default: '20000' }, rounds: { type: 'string', default: '3' } },
});
const SIDE_PX = Number(options.side);
const ROUNDS = Number(options.rounds);
const TILES = 300;
const CACHE_BYTES = 4e9;
const rows: string[][] = [];

async function main(): Promise<void> {
  sharp.cache(false);
  const folder = tempFolder();
  const path = join(folder, 'huge.jpg');
  await makeHugeJpeg(path, SIDE_PX);
  const megapixels = Math.round(SIDE_PX ** 2 / 1e6);
  console.log(
    `A JPEG of ${SIDE_PX} x ${SIDE_PX} (${megapixels} megapixels, ${mb(statSync(path).size / 1e6)}).`,
  );
  await measureOverview(folder, path);
  await measureUnbuilt(path);
  const sharpBuildMs = await sharpPyramid(folder, path);
  await measureOurs(folder, path, sharpBuildMs);
  printTable(['what', 'median or value', 'range', 'beside', 'aim', ''], rows);
}

/** The level that fills a screen: all of its tiles, beside sharp's own picture of that size. */
async function measureOverview(folder: string, path: string): Promise<void> {
  const [own, ours]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    own.push(await timed(() => sharpOverview(path)));
    const workers = await warmWorkers(join(folder, `cache-${round}`));
    ours.push(await timed(async () => levelTiles(workers, await open(workers, path))));
    workers.dispose();
    rmSync(join(folder, `cache-${round}`), { recursive: true, force: true });
  }
  add('overview, sharp alone', own, 'ms');
  add('overview, all its tiles', ours, 'ms', { beside: own, timesBeside: 1.2 });
}

function sharpOverview(path: string): Promise<unknown> {
  return sharp(path, { limitInputPixels: false }).resize(levelSide()).jpeg({ quality: 85 }).toBuffer();
}

/** Side of the largest level within a large screen. */
function levelSide(): number {
  return Math.ceil(SIDE_PX / 2 ** screenLevel());
}

function screenLevel(): number {
  return Math.max(0, Math.ceil(Math.log2(SIDE_PX / 2560)));
}

async function warmWorkers(cacheFolder: string): Promise<Workers> {
  mkdirSync(cacheFolder, { recursive: true });
  const imaging = { cacheFolder, cacheBytes: CACHE_BYTES };
  const workers = new Workers({ workerPath: resolve('out/worker.js'), imaging });
  await workers.imaging.call('probe', { path: resolve('media/icon.png') });
  return workers;
}

function open(workers: Workers, path: string): Promise<OpenPicture> {
  return workers.imaging.call('openPicture', { path, limitPixels: 2e9 });
}

async function levelTiles(workers: Workers, { id, tilePx }: OpenPicture): Promise<void> {
  const count = Math.ceil(levelSide() / tilePx);
  const places = Array.from({ length: count * count }, (_, i) => [i % count, Math.floor(i / count)] as const);
  await Promise.all(
    places.map(([column, row]) => workers.imaging.call('tile', { id, level: screenLevel(), column, row })),
  );
}

async function sharpPyramid(folder: string, path: string): Promise<number> {
  const tookMs = await timed(() =>
    sharp(path, { limitInputPixels: false })
      .jpeg({ quality: 85 })
      .tile({ size: 512, layout: 'dz' })
      .toFile(join(folder, 'own.dz')),
  );
  rmSync(join(folder, 'own_files'), { recursive: true, force: true });
  return tookMs;
}

/** The pyramid with nothing else asked for, then its tiles and a page that shows them. */
async function measureOurs(folder: string, path: string, sharpBuildMs: number): Promise<void> {
  const cacheFolder = join(folder, 'cache');
  const workers = await warmWorkers(cacheFolder);
  const picture = await open(workers, path);
  await levelTiles(workers, picture);
  const build = [await timed(() => untilBuilt(cacheFolder))];
  add('pyramid, sharp alone', [sharpBuildMs], 'ms');
  add('pyramid, ours', build, 'ms', { beside: [sharpBuildMs], timesBeside: 1.15 });
  const warm = await tileTimes(workers, picture, TILES, 2);
  add('full-size tile from the pyramid', warm, 'ms');
  add('   95 of 100 within', [percentile(warm, 95)], 'ms', { atMost: 40 });
  const memory = peakMemoryMb(workers.imaging.pid);
  if (memory !== undefined) add('imaging process, most memory', [memory], 'MB', { atMost: 300 });
  await measurePage(workers, picture);
  workers.dispose();
}

async function untilBuilt(cacheFolder: string): Promise<void> {
  const isBuilt = (): boolean =>
    readdirSync(cacheFolder).some((name) => existsSync(join(cacheFolder, name, 'manifest.json')));
  while (!isBuilt()) await delay(50);
}

/** Tiles cut from the file, as long as there is no pyramid. */
async function measureUnbuilt(path: string): Promise<void> {
  const workers = new Workers({ workerPath: resolve('out/worker.js') });
  const picture = await open(workers, path);
  await levelTiles(workers, picture);
  const cold = await tileTimes(workers, picture, 12, 1);
  add('full-size tile cut from the file', cold, 'ms');
  const memory = peakMemoryMb(workers.imaging.pid);
  if (memory !== undefined) add('   imaging process then, most memory', [memory], 'MB', { atMost: 300 });
  workers.dispose();
}

async function tileTimes(
  workers: Workers,
  picture: OpenPicture,
  count: number,
  seed: number,
): Promise<number[]> {
  const random = seeded(seed);
  const tiles = Math.floor(picture.widthPx / picture.tilePx);
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const [column, row] = [Math.floor(random() * tiles), Math.floor(random() * tiles)];
    times.push(await timed(() => workers.imaging.call('tile', { id: picture.id, level: 0, column, row })));
  }
  return times;
}

/** A page that shows the picture and travels in it, beside an empty page. */
async function measurePage(workers: Workers, picture: OpenPicture): Promise<void> {
  const page = await servePage('out/test/bench/picture.page.js');
  const tiles = await serveTiles(picture.id, (args: TileArgs) => workers.imaging.call('tile', args));
  const browser = await launchChromium();
  try {
    const tab = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    tab.on('pageerror', (error) => console.error(error.message));
    await tab.goto(page.url);
    const session = await browser.newBrowserCDPSession();
    const renderersMb = async (): Promise<number | undefined> => {
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      const sizes = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => memoryMb(id));
      return sizes.reduce<number | undefined>(
        (sum, size) => (size === undefined ? sum : (sum ?? 0) + size),
        undefined,
      );
    };
    const emptyMb = await renderersMb();
    const { id, widthPx, heightPx, tilePx, levels, samples } = picture;
    const image: TiledImage = { kind: 'tiled', id, widthPx, heightPx, tilePx, levels, samples };
    add(
      'page, picture on the screen',
      [await tab.evaluate(([a, b]) => window.picturePage.open(a, b), [image, tiles.url] as const)],
      'ms',
    );
    const { frames, sharpMs } = await tab.evaluate(() => window.picturePage.travel());
    add('page, frame while zooming and panning', frames, 'ms');
    add('   95 of 100 within', [percentile(frames, 95)], 'ms', { atMost: 34 });
    add('page, sharp after a move', sharpMs, 'ms');
    const fullMb = await renderersMb();
    if (emptyMb !== undefined && fullMb !== undefined)
      add('page, memory over an empty one', [fullMb - emptyMb], 'MB', { atMost: 250 });
  } finally {
    await browser.close();
    await page.close();
    await tiles.close();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

interface Judge {
  readonly beside?: readonly number[];
  readonly timesBeside?: number;
  readonly atMost?: number;
}

function add(
  what: string,
  values: readonly number[],
  unit: string,
  { beside, timesBeside, atMost }: Judge = {},
): void {
  const value = median(values);
  const [low, high] = rangeOf(values);
  const range = values.length > 1 ? `${low.toFixed(1)} to ${high.toFixed(1)}` : '';
  const ratio = beside ? `${(value / median(beside)).toFixed(2)} x` : '';
  const limit = beside && timesBeside !== undefined ? timesBeside * median(beside) : atMost;
  const aim =
    timesBeside !== undefined ? `${timesBeside} x` : atMost !== undefined ? `${atMost} ${unit}` : '';
  const verdict =
    limit === undefined ? '' : value <= limit ? 'holds' : `misses by ${(value / limit).toFixed(2)} x`;
  rows.push([what, `${value.toFixed(1)} ${unit}`, range, ratio, aim, verdict]);
}

function mb(size: number): string {
  return `${size.toFixed(0)} MB`;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
