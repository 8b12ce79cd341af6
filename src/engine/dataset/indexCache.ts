import * as v from 'valibot';
import { readTextFile, sha256OfText, writeAtomic } from '../fs';
import { indexRowSchema, type IndexRow } from './indexRow';

/** Raised whenever rows or checks change their meaning: older files are then ignored. */
const CACHE_VERSION = 1;

const cacheFile = v.object({ version: v.literal(CACHE_VERSION), rows: v.array(indexRowSchema) });

/** The rows of the last refresh, in a file that may be deleted or damaged at any time. */
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

  /** Failing to write costs time at the next start, nothing else. */
  async save(rows: Iterable<IndexRow>): Promise<void> {
    if (this.#path === undefined) return;
    const withSidecar = [...rows].filter(({ sidecar }) => sidecar !== 'absent');
    const text = JSON.stringify({ version: CACHE_VERSION, rows: withSidecar });
    const hash = sha256OfText(text);
    if (hash === this.#hash) return;
    await writeAtomic(this.#path, text).then(
      () => (this.#hash = hash),
      () => undefined,
    );
  }
}

function parse(text: string): readonly IndexRow[] {
  try {
    const parsed = v.safeParse(cacheFile, JSON.parse(text));
    return parsed.success ? parsed.output.rows : [];
  } catch {
    return [];
  }
}
