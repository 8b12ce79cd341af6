import type { AnnotationDoc } from '../../core/annotation/document';
import type { LabeledImage } from '../../core/formats/labelSet';

/** How many annotations of one class or shape came in, went out, and what became of the rest. */
export interface LedgerRow {
  readonly in: number;
  readonly out: number;
  /** Not there any more, each with a loss that was reported. */
  readonly lost: number;
  /** More than came in: an annotation of several parts became several. */
  readonly added: number;
}

export interface Balance {
  readonly imagesIn: number;
  readonly imagesOut: number;
  readonly total: LedgerRow;
  readonly byClass: Readonly<Record<string, LedgerRow>>;
  readonly byShape: Readonly<Record<string, LedgerRow>>;
  /** Images in which annotations are missing although no loss was reported; the first ones. A fault of the format. */
  readonly mismatches: readonly Mismatch[];
}

export interface Mismatch {
  readonly image: string;
  readonly expected: number;
  readonly wrote: number;
}

const MAX_MISMATCHES = 20;

interface Row {
  in: number;
  lowered: number;
  lost: number;
  added: number;
}

/** What is open of one image: to be written, and how many losses may explain that fewer are. */
interface Open {
  toWrite: number;
  losses: number;
}

/**
 * Follows every annotation from the source into the target: counts in by class and shape, counts what the target can
 * hold, and compares with what the format says it wrote. Only images that are not settled take memory.
 */
export class Ledger {
  readonly #classes = new Map<string, Row>();
  readonly #shapes = new Map<string, Row>();
  readonly #open = new Map<string, Open>();
  #source: LabeledImage | undefined;
  #imagesIn = 0;
  #imagesOut = 0;
  #wrote = 0;
  #silent: Mismatch[] = [];
  #current: { readonly image: string; losses: number } | undefined;

  /** An image comes out of the source. */
  readonly came = (image: LabeledImage): void => {
    this.#source = image;
    this.#current = { image: image.path, losses: 0 };
    this.#imagesIn++;
    tally(this.#classes, this.#shapes, image.doc, 'in');
  };

  /** The same image, as the target can hold it. */
  readonly lowered = (image: LabeledImage): void => {
    this.#imagesOut++;
    tally(this.#classes, this.#shapes, image.doc, 'lowered');
    if (this.#source !== undefined) this.#compare(this.#source.doc, image);
    this.#settle(image.path, image.doc.annotations.length);
  };

  readonly loss = (image: string, count: number): void => {
    if (this.#current?.image === image) this.#current.losses += count;
    const open = this.#open.get(image);
    if (open) open.losses += count;
  };

  readonly wrote = (image: string, count: number): void => {
    this.#wrote += count;
    this.#settle(image, -count);
  };

  balance(): Balance {
    return {
      imagesIn: this.#imagesIn,
      imagesOut: this.#imagesOut,
      total: this.#total(),
      byClass: rows(this.#classes),
      byShape: rows(this.#shapes),
      mismatches: [...this.#silent, ...this.#unsettled()].slice(0, MAX_MISMATCHES),
    };
  }

  /** What the format itself left out, and said so, is lost too. */
  #total(): LedgerRow {
    const total = sum([...this.#classes.values()]);
    return { ...total, out: this.#wrote, lost: total.lost + total.out - this.#wrote };
  }

  #settle(image: string, change: number): void {
    const open = this.#open.get(image) ?? { toWrite: 0, losses: 0 };
    open.toWrite += change;
    if (open.toWrite === 0) this.#open.delete(image);
    else this.#open.set(image, open);
  }

  /** Annotations that are gone need at least as many losses; `lowered` tells them before it yields the image. */
  #compare(from: AnnotationDoc, image: LabeledImage): void {
    const to = image.doc;
    if (from === to || from.annotations === to.annotations) return;
    const before = new Map(from.annotations.map((annotation) => [annotation.id, annotation]));
    for (const { id, label, shape } of to.annotations) {
      const old = before.get(id);
      before.delete(id);
      if (!old) count(this.#classes, label).added++;
      if (old?.shape.kind !== shape.kind) count(this.#shapes, shape.kind).added++;
      if (old && old.shape.kind !== shape.kind) count(this.#shapes, old.shape.kind).lost++;
    }
    for (const { label, shape } of before.values()) {
      count(this.#classes, label).lost++;
      count(this.#shapes, shape.kind).lost++;
    }
    if (before.size > (this.#current?.losses ?? 0))
      this.#silent.push({
        image: image.path,
        expected: from.annotations.length,
        wrote: to.annotations.length,
      });
  }

  #unsettled(): Mismatch[] {
    return [...this.#open]
      .filter(([, { toWrite, losses }]) => toWrite < 0 || toWrite > losses)
      .map(([image, { toWrite }]) => ({
        image,
        expected: Math.max(toWrite, 0),
        wrote: Math.max(-toWrite, 0),
      }));
  }
}

function tally(
  classes: Map<string, Row>,
  shapes: Map<string, Row>,
  doc: AnnotationDoc,
  what: 'in' | 'lowered',
): void {
  for (const { label, shape } of doc.annotations) {
    count(classes, label)[what]++;
    count(shapes, shape.kind)[what]++;
  }
}

function count(map: Map<string, Row>, key: string): Row {
  const known = map.get(key);
  if (known) return known;
  const row = { in: 0, lowered: 0, lost: 0, added: 0 };
  map.set(key, row);
  return row;
}

function rows(map: ReadonlyMap<string, Row>): Readonly<Record<string, LedgerRow>> {
  const sorted = [...map].sort(([a, { in: n }], [b, { in: m }]) => m - n || (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, row]) => [key, rowOf(row)]));
}

function rowOf({ in: came, lowered, lost, added }: Row): LedgerRow {
  return { in: came, out: lowered, lost, added };
}

function sum(all: readonly Row[]): LedgerRow {
  const total = { in: 0, lowered: 0, lost: 0, added: 0 };
  for (const row of all) {
    total.in += row.in;
    total.lowered += row.lowered;
    total.lost += row.lost;
    total.added += row.added;
  }
  return rowOf(total);
}
