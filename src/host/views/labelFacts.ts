import { stat } from 'node:fs/promises';
import { conflictsOf } from '../../core/annotation/conflict';
import type { AnnotationDoc, ImageState } from '../../core/annotation/document';
import { parseSidecar } from '../../core/annotation/sidecar';
import type { SidecarLocation } from '../../engine/dataset/sidecars';
import type { LabelStore } from '../../engine/dataset/stores/labelStore';
import { readStore } from '../../engine/dataset/stores/readStore';
import { readTextFile } from '../../engine/fs';

/** What a badge tells of a sidecar. */
export interface LabelFacts {
  /** Annotations that are nobody's proposals. */
  readonly labels: number;
  readonly proposals: number;
  readonly tags: number;
  readonly state: ImageState | undefined;
  /** How many decisions a merge left open; absent for none. */
  readonly conflicts?: number;
  /** Why it cannot be read. */
  readonly broken?: string;
  /** Set when the file is too large to be counted for a badge. */
  readonly uncounted?: true;
}

/** Reading more for a badge would be felt while scrolling. */
const MAX_COUNTED_BYTES = 4_000_000;
const MAX_REMEMBERED = 5_000;
const NOTHING: LabelFacts = { labels: 0, proposals: 0, tags: 0, state: undefined };

/** Where the labels of an image are. */
export type Located = Pick<SidecarLocation, 'path' | 'store'>;

interface Remembered {
  readonly stamp: string;
  readonly facts: Promise<LabelFacts>;
}

/** Facts of sidecars as they are on disk, read again only when the file's time or size changed. */
export class LabelFactsCache {
  readonly #known = new Map<string, Remembered>();

  /** Undefined when there is no such file. Never rejects. */
  async get({ path, store }: Located): Promise<LabelFacts | undefined> {
    if (store && !store.exists) return undefined;
    const image = store?.imagePath ?? path;
    const stats = await stat(path).catch(() => undefined);
    if (!stats?.isFile()) {
      this.#known.delete(image);
      return undefined;
    }
    const stamp = `${stats.mtimeMs}:${stats.size}`;
    const known = this.#known.get(image);
    if (known?.stamp === stamp) return known.facts;
    const facts =
      stats.size > MAX_COUNTED_BYTES ? Promise.resolve(tooLarge()) : store ? readFrom(store) : read(path);
    this.#remember(image, { stamp, facts });
    return facts;
  }

  #remember(path: string, entry: Remembered): void {
    this.#known.delete(path);
    this.#known.set(path, entry);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MAX_REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
  }
}

function tooLarge(): LabelFacts {
  return { ...NOTHING, uncounted: true };
}

async function read(path: string): Promise<LabelFacts> {
  try {
    const parsed = parseSidecar(await readTextFile(path));
    return parsed.ok ? factsOf(parsed.doc) : { ...NOTHING, broken: parsed.problem.message };
  } catch (error) {
    return { ...NOTHING, broken: error instanceof Error ? error.message : String(error) };
  }
}

async function readFrom(store: LabelStore): Promise<LabelFacts> {
  const { read: found } = await readStore(store);
  if (found.kind === 'broken') return { ...NOTHING, broken: found.problem.message };
  return found.kind === 'ok' ? factsOf(found.doc) : NOTHING;
}

const counted = new WeakMap<AnnotationDoc, LabelFacts>();

/** The facts of a document, counted once per document value. */
export function factsOf(doc: AnnotationDoc): LabelFacts {
  const known = counted.get(doc);
  if (known) return known;
  const proposals = doc.annotations.reduce((sum, { proposed }) => sum + (proposed ? 1 : 0), 0);
  const labels = doc.annotations.length - proposals + doc.kept.length;
  const conflicts = conflictsOf(doc).length + (doc.conflict ? 1 : 0);
  const facts = {
    ...{ labels, proposals, tags: doc.tags.length, state: doc.state },
    ...(conflicts > 0 && { conflicts }),
  };
  counted.set(doc, facts);
  return facts;
}
