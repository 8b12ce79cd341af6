import { stat } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { compareCodePoints } from '../../core/dataset/pathOrder';
import type { LabelSchema } from '../../core/schema/labelSchema';
import { concurrently } from '../concurrently';
import { sha256OfText } from '../fs';
import type { DataSets } from './dataSets';
import { IndexCache } from './indexCache';
import { rowOf, type IndexRow } from './indexRow';
import { inspectImage } from './inspectImage';
import type { SidecarLocation } from './sidecars';

export type { IndexRow } from './indexRow';

const AT_ONCE = 16;

export interface IndexOptions {
  readonly dataSets: DataSets;
  /** Where rows are remembered from run to run, outside of the data; may be deleted at any time. */
  readonly cacheFile?: string | undefined;
}

/** What is to be indexed, absolute: images, and sidecars whose image may be gone. */
export interface Indexed {
  readonly images: Iterable<string>;
  readonly sidecars: Iterable<string>;
}

/**
 * What the sidecars of a data set hold and what is wrong with them, image by image. A cache of the disk and never
 * the source of anything: `refresh` reads only what changed since, with a cache file also since an earlier process.
 */
export class DataSetIndex {
  readonly #dataSets: DataSets;
  readonly #rows = new Map<string, IndexRow>();
  readonly #cache: IndexCache;

  constructor({ dataSets, cacheFile }: IndexOptions) {
    this.#dataSets = dataSets;
    this.#cache = new IndexCache(cacheFile);
  }

  /** One row per image, and per sidecar without one, in code point order of the image paths. */
  get rows(): readonly IndexRow[] {
    return [...this.#rows.values()].sort((a, b) => compareCodePoints(a.imagePath, b.imagePath));
  }

  row(imagePath: string): IndexRow | undefined {
    return this.#rows.get(imagePath);
  }

  /**
   * Makes the rows those of the given images and sidecars, yielding to other work. Throws the signal's reason on
   * abort; rows so far stay, and are remembered.
   */
  async refresh(
    { images, sidecars }: Indexed,
    signal?: AbortSignal,
    onProgress?: (done: number, total: number, imagePath: string) => void,
  ): Promise<void> {
    await this.#cache.load();
    const wanted = new Set(images);
    try {
      await this.#updateAll(wanted, signal, onProgress);
      const others = await this.#imagesBehind(wanted, sidecars);
      await this.#updateAll(others, signal);
      for (const path of this.#rows.keys())
        if (!wanted.has(path) && !others.has(path)) this.#rows.delete(path);
    } finally {
      await this.#cache.save(this.#rows.values());
    }
  }

  /** The images of those sidecars that belong to none of the images looked at. */
  async #imagesBehind(images: ReadonlySet<string>, sidecars: Iterable<string>): Promise<ReadonlySet<string>> {
    const used = new Set([...images].map((path) => this.#rows.get(path)?.sidecarPath));
    const others = new Set<string>();
    for (const path of sidecars) {
      const image = used.has(path) ? undefined : await this.#dataSets.sidecars.imageOf(path);
      if (image !== undefined && !images.has(image)) others.add(image);
    }
    return others;
  }

  /** Brings one image's row up to date: its sidecar was saved, or the image came or went. */
  async update(imagePath: string): Promise<IndexRow> {
    const location = await this.#dataSets.sidecars.locate(imagePath);
    const stamp = location.blocked?.message ?? (await this.#stampOf(imagePath, location));
    const known = this.#rows.get(imagePath) ?? this.#cache.get(imagePath);
    const isKnown = known?.stamp === stamp && known.sidecarPath === location.path;
    const row = isKnown ? known : rowOf(await inspectImage(imagePath, this.#dataSets), stamp);
    this.#rows.set(imagePath, row);
    return row;
  }

  async #updateAll(
    paths: Iterable<string>,
    signal?: AbortSignal,
    onProgress?: (done: number, total: number, imagePath: string) => void,
  ): Promise<void> {
    const all = [...paths];
    let done = 0;
    const update = async (path: string): Promise<void> => {
      await this.update(path);
      onProgress?.(++done, all.length, path);
      await nextTurn();
    };
    await concurrently(all, AT_ONCE, update, signal);
  }

  /** Changes whenever what a row says could change: sidecar, image or schema. */
  async #stampOf(imagePath: string, { path, exists }: SidecarLocation): Promise<string> {
    if (!exists) return '';
    const schema = (await this.#dataSets.schemaFor(imagePath))?.schema;
    return [await fileStamp(path), await fileStamp(imagePath), schemaStamp(schema)].join(' ');
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
