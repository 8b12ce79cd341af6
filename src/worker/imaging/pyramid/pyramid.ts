import { fork, type ChildProcess } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { TileArgs } from '../../../protocol/editor';
import type { ImagingSettings, WorkerTile } from '../../../protocol/worker';
import { tilePart } from '../grid';
import type { BuildJob, BuildReport } from './build';
import { checksum, isWhole, readManifest, tileFile, tileName, type Manifest, type Wanted } from './entry';
import { TileStore } from './store';

const LOOK_AGAIN_MS = 60;
/** A pyramid whose tiles get damaged again and again is not built again and again. */
const MAX_BUILDS = 2;

type Place = Omit<TileArgs, 'id'>;

/**
 * The tiles of a huge image on the disk: from an earlier session, or built in the background by a process that can
 * be stopped. While it builds, the tiles that are finished are served.
 */
export class Pyramid {
  readonly #store: TileStore;
  readonly #job: BuildJob;
  #ready: { readonly key: string; readonly manifest: Manifest } | undefined;
  #child: ChildProcess | undefined;
  #builds = 0;
  #isClosed = false;

  constructor(
    path: string,
    page: number,
    stamp: string,
    wanted: Wanted,
    settings: Required<ImagingSettings>,
  ) {
    const cacheFolder = settings.cacheFolder ?? '';
    const cacheBytes = settings.cacheBytes ?? 0;
    this.#store = new TileStore(cacheFolder, cacheBytes);
    const building = this.#store.buildingFolder(stamp);
    this.#job = { path, page, stamp, cacheFolder, cacheBytes, building, wanted };
  }

  get isBuilding(): boolean {
    return this.#child !== undefined;
  }

  get isReady(): boolean {
    return this.#ready !== undefined;
  }

  /** Looks whether the tiles are there from before. */
  async find(): Promise<boolean> {
    const key = await this.#store.keyOf(this.#job.stamp);
    if (key) await this.#use(key);
    return this.isReady;
  }

  /** Starts building, unless that is done or under way. */
  start(): void {
    if (this.#ready || this.#child || this.#isClosed || this.#builds >= MAX_BUILDS) return;
    this.#builds++;
    const child = fork(process.argv[1] ?? '', ['pyramid', JSON.stringify(this.#job)], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#child = child;
    child.on('message', ({ key }: BuildReport) => key !== undefined && void this.#use(key));
    const ended = (): void => {
      if (this.#child === child) this.#child = undefined;
    };
    child.on('exit', ended).on('error', ended);
  }

  /** A tile that is there by now; undefined when it is not. A damaged one is a reason to build anew. */
  async tile(place: Place): Promise<WorkerTile | undefined> {
    if (this.#ready) return this.#readyTile(this.#ready, place);
    if (!this.#child) return undefined;
    const { wanted, building } = this.#job;
    const name = tileName(wanted.levels, place.level, place.column, place.row);
    const bytes = await readFile(tileFile(building, name, wanted.format)).catch(() => undefined);
    return bytes && isWhole(bytes, wanted.format) ? this.#asTile(bytes, place) : undefined;
  }

  /** Waits for a tile while the building goes on; undefined when it ends without, or `isWanted` says no more. */
  async appears(place: Place, isWanted: () => boolean): Promise<WorkerTile | undefined> {
    while (isWanted() && (this.#child || this.#ready)) {
      const tile = await this.tile(place);
      if (tile) return tile;
      await delay(LOOK_AGAIN_MS);
    }
    return undefined;
  }

  /** Stops building; what was finished stays on the disk. */
  close(): void {
    this.#isClosed = true;
    const child = this.#child;
    this.#child = undefined;
    if (!child) return;
    child.once(
      'exit',
      () => void rm(this.#job.building, { recursive: true, force: true }).catch(() => undefined),
    );
    child.kill('SIGKILL');
  }

  async #use(key: string): Promise<void> {
    const manifest = await readManifest(this.#store.folderOf(key), this.#job.wanted);
    if (!manifest) return;
    this.#ready = { key, manifest };
    await this.#store.used(key);
  }

  async #readyTile(
    { key, manifest }: { key: string; manifest: Manifest },
    place: Place,
  ): Promise<WorkerTile | undefined> {
    const name = tileName(manifest.levels, place.level, place.column, place.row);
    const path = tileFile(this.#store.folderOf(key), name, manifest.format);
    const bytes = await readFile(path).catch(() => undefined);
    if (bytes && checksum(bytes) === manifest.tiles[name]) return this.#asTile(bytes, place);
    this.#ready = undefined;
    await this.#store.remove(key);
    this.start();
    return undefined;
  }

  #asTile(bytes: Uint8Array, { level, column, row }: Place): WorkerTile {
    const { wanted } = this.#job;
    const { widthPx, heightPx } = tilePart(wanted, level, column, row);
    return { bytes, encoding: `image/${wanted.format}`, widthPx, heightPx };
  }
}
