import { isObject, type Json } from '../../json/json';
import type { CocoFile } from './file';
import type { ImageTable } from './images';

/** Which annotations each image has, in the file's order. */
export class Grouping {
  readonly #first: Int32Array;
  readonly #order: Int32Array;

  constructor(imageOf: Int32Array, imageCount: number) {
    this.#first = new Int32Array(imageCount + 1);
    for (const image of imageOf) if (image >= 0) this.#first[image + 1] = 1 + (this.#first[image + 1] ?? 0);
    for (let image = 0; image < imageCount; image++)
      this.#first[image + 1] = (this.#first[image] ?? 0) + (this.#first[image + 1] ?? 0);
    this.#order = new Int32Array(this.#first[imageCount] ?? 0);
    const next = this.#first.slice();
    imageOf.forEach((image, annotation) => {
      if (image < 0) return;
      const at = next[image] ?? 0;
      this.#order[at] = annotation;
      next[image] = at + 1;
    });
  }

  of(image: number): Int32Array {
    return this.#order.subarray(this.#first[image], this.#first[image + 1]);
  }

  count(image: number): number {
    return (this.#first[image + 1] ?? 0) - (this.#first[image] ?? 0);
  }
}

/** Groups the annotations by image; those of unknown images become problems. */
export function groupAnnotations(file: CocoFile, images: ImageTable): Grouping {
  const { annotations } = file;
  const imageOf = new Int32Array(annotations.length);
  for (let i = 0; i < annotations.length; i++) imageOf[i] = imageOfAnnotation(file, images, i) ?? -1;
  return new Grouping(imageOf, images.count);
}

function imageOfAnnotation(file: CocoFile, images: ImageTable, i: number): number | undefined {
  const plain = file.annotations.imageIds.at(i);
  const id = Number.isNaN(plain) ? idInText(file, i) : plain;
  if (id === undefined) return undefined;
  const image = images.find(id);
  if (image === undefined)
    file.problem(
      'error',
      'coco-dangling-image',
      `No image has the id ${String(id)}; this annotation is passed over.`,
      file.annotations.starts.at(i),
    );
  return image;
}

/** An id that is no plain whole number: a text, say. */
function idInText(file: CocoFile, i: number): Json | undefined {
  const start = file.annotations.starts.at(i);
  const row = file.parse(file.text.slice(start, file.annotations.ends.at(i)), start, true);
  if (row === undefined) return undefined;
  const id = isObject(row) ? row['image_id'] : undefined;
  if (id === undefined)
    file.problem('error', 'coco-annotation', 'An annotation has no "image_id"; it is passed over.', start);
  return id;
}

/** Ids that stand twice, and ids below 1: pycocotools stores "matched to id", where 0 means unmatched. */
export function checkIds(file: CocoFile): void {
  const { ids, starts } = file.annotations;
  const sorted = ids.view().slice().sort();
  const twice = new Set<number>();
  for (let i = 1; i < sorted.length && twice.size < MOST_TOLD; i++)
    if (sorted[i] === sorted[i - 1]) twice.add(sorted[i] as number);
  const seen = new Set<number>();
  for (let i = 0; i < ids.length; i++) {
    const id = ids.at(i);
    if (id === 0)
      file.problem(
        'warning',
        'coco-id-zero',
        'Annotation id 0: pycocotools takes it for "not matched", and the score becomes wrong. It gets a new id when it is written.',
        starts.at(i),
      );
    if (!twice.has(id)) continue;
    if (seen.has(id))
      file.problem(
        'error',
        'coco-duplicate-id',
        `Annotation id ${id} stands twice; the second one gets a new id when it is written.`,
        starts.at(i),
      );
    seen.add(id);
  }
}

const MOST_TOLD = 10_000;
