import * as vscode from 'vscode';
import { emptyDoc, type AnnotationDoc } from '../../core/annotation/document';
import { itemState, type ReviewItem } from '../../core/review/reviewItem';
import type { ReviewInfo } from '../../protocol/editor';

/** A changed image. */
export interface ReviewedImage {
  /** Absolute. */
  readonly path: string;
  readonly items: readonly ReviewItem[];
  /** As its labels were when the review began. */
  readonly doc: AnnotationDoc | undefined;
}

export interface ReviewCounts {
  readonly total: number;
  readonly reviewed: number;
  readonly accepted: number;
  readonly returned: number;
}

const NO_LABELS = emptyDoc({ file: '', widthPx: 0, heightPx: 0 });

/**
 * A review of changed labels: which images, which instances, how far. Verdicts are labels and lie in the documents.
 */
export class ReviewSession implements vscode.Disposable {
  readonly title: string;
  readonly images: readonly ReviewedImage[];
  readonly #docs = new Map<string, AnnotationDoc>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onChange = this.#changed.event;

  constructor(title: string, images: readonly ReviewedImage[]) {
    this.title = title;
    this.images = images;
    for (const { path, doc } of images) if (doc) this.#docs.set(path, doc);
  }

  /** An image's labels are other ones now. */
  update(path: string, doc: AnnotationDoc): void {
    if (!this.#image(path) || this.#docs.get(path) === doc) return;
    this.#docs.set(path, doc);
    this.#changed.fire();
  }

  /** What an image's page shows of the review; undefined for an image that is not part of it. */
  info(path: string): ReviewInfo | undefined {
    const image = this.#image(path);
    if (!image) return undefined;
    return {
      title: this.title,
      image: { index: this.images.indexOf(image), total: this.images.length },
      items: image.items,
      counts: this.counts(),
    };
  }

  /** The next image with something open, or the one before, around the end; undefined when nothing is left. */
  neighbour(path: string | undefined, step: 1 | -1): string | undefined {
    const { images } = this;
    const at = images.findIndex((image) => image.path === path);
    const from = at < 0 && step < 0 ? 0 : at;
    for (let i = 1; i <= images.length; i++) {
      const image = images[(from + step * i + i * images.length) % images.length];
      if (image && this.#states(image).includes('open')) return image.path;
    }
    return undefined;
  }

  counts(): ReviewCounts {
    const states = this.images.flatMap((image) => this.#states(image));
    const count = (...wanted: readonly string[]): number =>
      states.filter((state) => wanted.includes(state)).length;
    const [accepted, returned] = [count('accepted'), count('returned', 'restored')];
    return { total: states.length, reviewed: accepted + returned, accepted, returned };
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #states({ path, items }: ReviewedImage): ReturnType<typeof itemState>[] {
    const doc = this.#docs.get(path) ?? NO_LABELS;
    return items.map((item) => itemState(item, doc));
  }

  #image(path: string): ReviewedImage | undefined {
    return this.images.find((image) => image.path === path);
  }
}
