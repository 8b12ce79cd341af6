import type { ReadFs } from '../fs';
import { folderOf, joined, lastPart, safePath, withoutExtension } from '../lib/safePath';
import { walkFiles } from '../lib/walkFiles';
import { isYoloImage } from '../yolo/labelPath';

/** Finds the images that the cells of a table name: by path, by name, or by name without extension. */
export class ImageIndex {
  readonly #fs: ReadFs;
  readonly #home: string;
  #names: ReadonlyMap<string, string | undefined> | undefined;

  constructor(fs: ReadFs, tablePath: string) {
    this.#fs = fs;
    this.#home = folderOf(tablePath);
  }

  /** Where the image is; undefined when it is not in the source, or two have its name. */
  find(cell: string): string | undefined {
    const path = safePath(cell);
    const direct =
      path === undefined ? [] : [joined(this.#home, path), joined(this.#home, joined('images', path)), path];
    return direct.find((each) => this.#fs.has(each)) ?? this.#byName(lastPart(cell));
  }

  #byName(name: string): string | undefined {
    this.#names ??= indexOf([...walkFiles(this.#fs, '', isYoloImage)]);
    return this.#names.get(name);
  }
}

function indexOf(paths: readonly string[]): ReadonlyMap<string, string | undefined> {
  const names = new Map<string, string | undefined>();
  const add = (name: string, path: string): void => void names.set(name, names.has(name) ? undefined : path);
  for (const path of paths) add(lastPart(path), path);
  for (const path of paths) if (!names.has(stemOf(path))) add(stemOf(path), path);
  return names;
}

function stemOf(path: string): string {
  return withoutExtension(lastPart(path));
}
