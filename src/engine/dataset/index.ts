import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { compareCodePoints } from '../../core/dataset/pathOrder';
import type { LabelSchema } from '../../core/schema/labelSchema';
import { concurrently } from '../concurrently';
import { sha256OfText } from '../fs';
import type { DataSets } from './dataSets';
import { scanFolder } from './images';
import { IndexCache } from './indexCache';
import { rowOf, type IndexRow } from './indexRow';
import { inspectImage } from './inspectImage';

export type { IndexRow } from './indexRow';

const AT_ONCE = 16;

export interface IndexOptions {
  readonly dataSets: DataSets;
  /** The folder that is looked through, with all below it. */
  readonly root: string;
  /** Where the cache file goes, outside of the data; absent: nothing is remembered from run to run. */
  readonly cacheFolder?: string;
}

/**
 * What the sidecars of a data set hold, image by image. A cache of the disk and never the source of anything:
 * `refresh` reads only what changed since, also since an earlier process when there is a cache folder.
 */
export class DataSetIndex {
  readonly #options: IndexOptions;
  readonly #rows = new Map<string, IndexRow>();
  readonly #cache: IndexCache;

  constructor(options: IndexOptions) {
    this.#options = options;
    const { cacheFolder, root } = options;
    this.#cache = new IndexCache(cacheFolder && join(cacheFolder, `${sha256OfText(root).slice(0, 16)}.json`));
  }

  /** One row per image, and per sidecar without one, in code point order of the image paths. */
  get rows(): readonly IndexRow[] {
    return [...this.#rows.values()].sort((a, b) => compareCodePoints(a.imagePath, b.imagePath));
  }

  row(imagePath: string): IndexRow | undefined {
    return this.#rows.get(imagePath);
  }

  /** Brings every row up to date, yielding to other work. Throws the signal's reason on abort; rows so far stay. */
  async refresh(signal?: AbortSignal, onProgress?: (done: number, total: number) => void): Promise<void> {
    const { dataSets, root } = this.#options;
    await this.#cache.load();
    const scan = await scanFolder(root, dataSets.schemas, signal);
    const images = new Set(scan.images);
    await this.#updateAll(images, signal, onProgress);
    const used = new Set([...images].map((path) => this.#rows.get(path)?.sidecarPath));
    const others = new Set<string>();
    for (const path of scan.sidecars) if (!used.has(path)) others.add(await dataSets.sidecars.imageOf(path));
    await this.#updateAll(
      [...others].filter((path) => !images.has(path)),
      signal,
    );
    for (const path of this.#rows.keys()) if (!images.has(path) && !others.has(path)) this.#rows.delete(path);
    await this.#cache.save(this.#rows.values());
  }

  /** Brings one image's row up to date: its sidecar was saved, or the image came or went. */
  async update(imagePath: string): Promise<IndexRow> {
    const { dataSets } = this.#options;
    const location = await dataSets.sidecars.locate(imagePath);
    const stamp = await this.#stampOf(imagePath, location.exists ? location.path : undefined);
    const known = this.#rows.get(imagePath) ?? this.#cache.get(imagePath);
    const isKnown = known?.stamp === stamp && known.sidecarPath === location.path;
    const row = isKnown ? known : rowOf(await inspectImage(imagePath, dataSets), stamp);
    this.#rows.set(imagePath, row);
    return row;
  }

  async #updateAll(
    paths: Iterable<string>,
    signal?: AbortSignal,
    onProgress?: (done: number, total: number) => void,
  ): Promise<void> {
    const all = [...paths];
    let done = 0;
    const update = async (path: string): Promise<void> => {
      await this.update(path);
      onProgress?.(++done, all.length);
      await nextTurn();
    };
    await concurrently(all, AT_ONCE, update, signal);
  }

  /** Changes whenever what a row says could change: sidecar, image or schema. */
  async #stampOf(imagePath: string, sidecarPath: string | undefined): Promise<string> {
    if (sidecarPath === undefined) return '';
    const schema = (await this.#options.dataSets.schemas.nearest(dirname(imagePath)))?.schema;
    return [await fileStamp(sidecarPath), await fileStamp(imagePath), schemaStamp(schema)].join(' ');
  }
}

const schemaStamps = new WeakMap<LabelSchema, string>();

function schemaStamp(schema: LabelSchema | undefined): string {
  if (!schema) return 'none';
  const stamp = schemaStamps.get(schema) ?? sha256OfText(JSON.stringify(schema)).slice(0, 8);
  schemaStamps.set(schema, stamp);
  return stamp;
}

async function fileStamp(path: string): Promise<string> {
  const stats = await stat(path, { bigint: true }).catch(() => undefined);
  return stats ? `${stats.size}:${stats.mtimeNs}` : 'none';
}
