import { isObject, type Json, type JsonObject } from '../../json/json';
import type { CocoFile } from './file';
import { imagePathOf } from './paths';

/** The images of one file, in its order; an image that stands there twice is one. */
export interface ImageTable {
  readonly count: number;
  /** Unique in the whole set. */
  path(image: number): string;
  /** The image's own row, parsed anew each time. */
  row(image: number): JsonObject;
  /** Where the row stands in the text. */
  offset(image: number): number;
  /** Which image an annotation's `image_id` means; undefined when none has this id. */
  find(id: Json): number | undefined;
}

/** Paths of a set's images and the split that each is in, so that no two images share one. */
export type TakenPaths = Set<string>;

export function readImages(file: CocoFile, split: string | undefined, taken: TakenPaths): ImageTable {
  const reader = new ImageReader(file, split, taken);
  for (let element = 0; element < file.images.length; element++) reader.read(element);
  return reader;
}

class ImageReader implements ImageTable {
  readonly #file: CocoFile;
  readonly #split: string | undefined;
  readonly #taken: TakenPaths;
  readonly #paths: string[] = [];
  readonly #elements: number[] = [];
  readonly #byId = new Map<Json, number>();
  readonly #byName = new Map<string, number>();

  constructor(file: CocoFile, split: string | undefined, taken: TakenPaths) {
    this.#file = file;
    this.#split = split;
    this.#taken = taken;
  }

  get count(): number {
    return this.#paths.length;
  }

  path(image: number): string {
    return this.#paths[image] ?? '';
  }

  row(image: number): JsonObject {
    const value = this.#parse(this.#elements[image] ?? 0, false);
    return isObject(value) ? value : {};
  }

  offset(image: number): number {
    return this.#file.images.starts.at(this.#elements[image] ?? 0);
  }

  find(id: Json): number | undefined {
    return this.#byId.get(id);
  }

  read(element: number): void {
    const offset = this.#file.images.starts.at(element);
    const row = this.#parse(element, true);
    if (row === undefined) return;
    if (!isObject(row) || !isId(row['id']))
      return this.#file.problem(
        'error',
        'coco-image',
        'An image has no "id"; it and its annotations are passed over.',
        offset,
      );
    const known = this.#byId.has(row['id']);
    if (known)
      this.#file.problem(
        'error',
        'coco-duplicate-id',
        `Image id ${String(row['id'])} stands twice; annotations belong to the first one.`,
        offset,
      );
    const image = this.#imageNamed(row, element, offset);
    if (!known) this.#byId.set(row['id'], image);
  }

  /** The image with the row's file name: a new one, or one that stood there already. */
  #imageNamed(row: JsonObject, element: number, offset: number): number {
    const name = this.#nameOf(row, offset);
    const known = this.#byName.get(name);
    if (known !== undefined) {
      this.#file.problem(
        'warning',
        'coco-duplicate-file',
        `"${name}" stands twice among the images; annotations of both are put together.`,
        offset,
      );
      return known;
    }
    const image = this.#paths.length;
    this.#byName.set(name, image);
    this.#elements.push(element);
    this.#paths.push(freePath(name, this.#split, this.#taken));
    return image;
  }

  #nameOf(row: JsonObject, offset: number): string {
    const { file_name: name, id } = row;
    const path = typeof name === 'string' ? imagePathOf(name) : '';
    if (path === '') {
      this.#file.problem(
        'error',
        'coco-image',
        `Image ${String(id)} has no "file_name"; it is called "${String(id)}" here.`,
        offset,
      );
      return imagePathOf(String(id)) || 'image';
    }
    if (path !== name)
      this.#file.problem(
        'warning',
        'coco-file-name',
        `"file_name" ${JSON.stringify(name)} should be a path below the folder of images, with "/"; it is read as "${path}".`,
        offset,
      );
    return path;
  }

  #parse(element: number, tells: boolean): Json | undefined {
    const { images, text, parse } = this.#file;
    const start = images.starts.at(element);
    return parse(text.slice(start, images.ends.at(element)), start, images.isOdd(element), tells);
  }
}

function isId(value: Json | undefined): value is number | string {
  return typeof value === 'number' || typeof value === 'string';
}

/** The same name in another split is another image. */
function freePath(name: string, split: string | undefined, taken: TakenPaths): string {
  let path = name;
  if (taken.has(path) && split !== undefined) path = `${split}/${name}`;
  for (let n = 2; taken.has(path); n++) path = `${n}/${name}`;
  taken.add(path);
  return path;
}
