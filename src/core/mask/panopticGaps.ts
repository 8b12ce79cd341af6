import type { Annotation } from '../annotation/annotation';
import type { AnnotationDoc } from '../annotation/document';
import type { Rect } from '../geometry/rect';
import { visitPanoptic } from './panoptic';
import { SpanBuilder } from './spanBuilder';
import type { Spans } from './spans';

/** Two annotations of the same order that claim the same pixels. */
export interface Clash {
  readonly front: Annotation;
  readonly rival: Annotation;
  readonly pixels: number;
  /** Around the pixels that both have. */
  readonly bounds: Rect;
}

/** What keeps a page from being one class and one instance per pixel. */
export interface PanopticGaps {
  readonly uncovered: Spans;
  /** The largest first. */
  readonly clashes: readonly Clash[];
}

export function panopticGaps(doc: AnnotationDoc, page: number): PanopticGaps {
  const uncovered = new SpanBuilder(0, doc.image.heightPx, 1024);
  const clashes = new Map<string, Tally>();
  let current = 0;
  visitPanoptic(doc, page, (row, left, right, front, rival) => {
    for (; current < row; current++) uncovered.endRow();
    if (!front) uncovered.add(left, right);
    else if (rival) tallyOf(clashes, front, rival).add(row, left, right);
  });
  if (doc.image.heightPx > 0) uncovered.endRow();
  const found = [...clashes.values()].map((tally) => tally.clash());
  return { uncovered: uncovered.finish(), clashes: found.sort((a, b) => b.pixels - a.pixels) };
}

function tallyOf(clashes: Map<string, Tally>, front: Annotation, rival: Annotation): Tally {
  const key = `${front.id} ${rival.id}`;
  const known = clashes.get(key) ?? new Tally(front, rival);
  clashes.set(key, known);
  return known;
}

class Tally {
  readonly #front: Annotation;
  readonly #rival: Annotation;
  #pixels = 0;
  #left = Infinity;
  #right = 0;
  #top = Infinity;
  #bottom = 0;

  constructor(front: Annotation, rival: Annotation) {
    this.#front = front;
    this.#rival = rival;
  }

  add(row: number, left: number, right: number): void {
    this.#pixels += right - left;
    this.#left = Math.min(this.#left, left);
    this.#right = Math.max(this.#right, right);
    this.#top = Math.min(this.#top, row);
    this.#bottom = row + 1;
  }

  clash(): Clash {
    const [x, y] = [this.#left, this.#top];
    const bounds = { x, y, width: this.#right - x, height: this.#bottom - y };
    return { front: this.#front, rival: this.#rival, pixels: this.#pixels, bounds };
  }
}
