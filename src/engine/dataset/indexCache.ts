import * as v from 'valibot';
import { CHECKS } from '../../core/checks/index';
import { compareCodePoints } from '../../core/dataset/pathOrder';
import { readTextFile, sha256OfText, writeAtomic } from '../fs';
import { indexRowSchema, type IndexRow } from './indexRow';

/** Raise the number whenever rows or checks change their meaning: files of other versions are ignored. */
const CACHE_VERSION = `1 ${CHECKS.map(({ id }) => id).join(' ')}`;

const cacheFile = v.object({ version: v.literal(CACHE_VERSION), rows: v.array(indexRowSchema) });

/** Rows of earlier refreshes, in a file that may be deleted or damaged at any time. */
export class IndexCache {
  readonly #path: string | undefined;
  #rows: ReadonlyMap<string, IndexRow> | undefined;
  #hash = '';

  constructor(path: string | undefined) {
    this.#path = path;
  }

  get(imagePath: string): IndexRow | undefined {
    return this.#rows?.get(imagePath);
  }

  /** Once; a file that cannot be read counts as none. */
  async load(): Promise<void> {
    if (this.#rows || this.#path === undefined) return;
    const text = await readTextFile(this.#path).catch(() => '');
    this.#rows = new Map(parse(text).map((row) => [row.imagePath, row]));
    this.#hash = sha256OfText(text);
  }

  /** Keeps the rows of images that were not looked at this time. Failing to write costs time at the next start, nothing else. */
  async save(rows: Iterable<IndexRow>): Promise<void> {
    if (this.#path === undefined) return;
    const all = new Map(this.#rows);
    for (const row of rows) {
      if (row.sidecar === 'absent') all.delete(row.imagePath);
      else all.set(row.imagePath, row);
    }
    const text = JSON.stringify({ version: CACHE_VERSION, rows: [...all.values()].sort(byPath) });
    const hash = sha256OfText(text);
    if (hash === this.#hash) return;
    await writeAtomic(this.#path, text).then(
      () => (this.#hash = hash),
      () => undefined,
    );
  }
}

function byPath(a: IndexRow, b: IndexRow): number {
  return compareCodePoints(a.imagePath, b.imagePath);
}

function parse(text: string): readonly IndexRow[] {
  try {
    const parsed = v.safeParse(cacheFile, JSON.parse(text));
    return parsed.success ? parsed.output.rows : [];
  } catch {
    return [];
  }
}
