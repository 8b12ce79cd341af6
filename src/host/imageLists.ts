import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { isImageName } from '../core/dataset/imageNames';
import { compareCodePoints } from '../core/dataset/pathOrder';
import type { DataSets } from '../engine/dataset/dataSets';
import { listImages } from '../engine/dataset/images';
import { walk } from '../engine/dataset/walk';
import type { ImagePosition } from '../protocol/editor';
import { firstUnlabelled } from './firstUnlabelled';

/** Sidecars looked for at the same time. */
const AT_ONCE = 64;
const SETTLE_MS = 500;
const UNKNOWN: ImagePosition = { index: 0, total: 0, labelled: 0 };

interface ImageList {
  readonly paths: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** The images known to have a sidecar: all that do, once counted. */
  readonly labelled: Set<string>;
  isCounted: boolean;
}

/**
 * The images among which one moves: those of the data set, in code point order, or those of the folder where there
 * is no data set. Caches; file events make it look again.
 */
export class ImageLists implements vscode.Disposable {
  readonly #dataSets: () => DataSets;
  readonly #lists = new Map<string, Promise<ImageList>>();
  /** The list of an image's folder, once it is there: for answers that cannot wait. */
  readonly #known = new Map<string, ImageList>();
  readonly #changed = new vscode.EventEmitter<void>();
  #timer: NodeJS.Timeout | undefined;
  readonly onChange = this.#changed.event;

  constructor(dataSets: () => DataSets) {
    this.#dataSets = dataSets;
  }

  /** Where the image stands, as far as that is known; `onChange` tells when it becomes known. */
  position(imagePath: string): ImagePosition {
    const list = this.#known.get(dirname(imagePath));
    if (!list) {
      // A folder that cannot be read is tried again when somebody asks again.
      void this.#listOf(imagePath).then(
        () => this.#changed.fire(),
        () => undefined,
      );
      return UNKNOWN;
    }
    const index = list.indexOf.get(imagePath);
    return index === undefined
      ? UNKNOWN
      : { index, total: list.paths.length, labelled: list.isCounted ? list.labelled.size : 0 };
  }

  /** Where an image's sidecar is, if it has one. */
  async sidecarOf(imagePath: string): Promise<string | undefined> {
    const { path, exists } = await this.#dataSets().sidecars.locate(imagePath);
    return exists ? path : undefined;
  }

  /** The image `step` places on, or undefined at the end. */
  async neighbour(imagePath: string, step: 1 | -1): Promise<string | undefined> {
    const { paths } = await this.#listOf(imagePath);
    return paths[placeOf(paths, imagePath, step)];
  }

  /** The next image without a sidecar, beginning again at the start; undefined when every other image has one. */
  async nextUnlabelled(imagePath: string): Promise<string | undefined> {
    const { labelled } = await this.#listOf(imagePath);
    const { sidecars } = this.#dataSets();
    return firstUnlabelled(
      await this.others(imagePath, 1),
      labelled,
      async (path) => (await sidecars.locate(path)).exists,
    );
  }

  /** All other images in the order in which one comes to them, beginning again at the end. */
  async others(imagePath: string, step: 1 | -1): Promise<readonly string[]> {
    const { paths } = await this.#listOf(imagePath);
    const from = Math.max(0, placeOf(paths, imagePath, 1));
    const others = [...paths.slice(from), ...paths.slice(0, from)].filter((path) => path !== imagePath);
    return step > 0 ? others : others.reverse();
  }

  /** An image's sidecar was written, or came or went. */
  saved(imagePath: string, exists: boolean): void {
    let isNews = false;
    for (const { indexOf, labelled } of new Set(this.#known.values())) {
      if (!indexOf.has(imagePath) || labelled.has(imagePath) === exists) continue;
      if (exists) labelled.add(imagePath);
      else labelled.delete(imagePath);
      isNews = true;
    }
    if (isNews) this.#changed.fire();
  }

  /** Files came or went: looks again a moment later. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#lists.clear();
      this.#known.clear();
      this.#changed.fire();
    }, SETTLE_MS);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#changed.dispose();
  }

  async #listOf(imagePath: string): Promise<ImageList> {
    const folder = dirname(imagePath);
    const { schemas } = this.#dataSets();
    const root = (await schemas.nearest(folder))?.folder;
    const key = root ?? `alone:${folder}`;
    const known = this.#lists.get(key);
    if (known) return this.#remember(folder, await known);
    const made = (root === undefined ? imagesIn(folder) : listImages(folder, schemas)).then(listFrom);
    this.#lists.set(key, made);
    try {
      const list = this.#remember(folder, await made);
      void this.#count(list).catch(() => undefined);
      return list;
    } catch (error) {
      if (this.#lists.get(key) === made) this.#lists.delete(key);
      throw error;
    }
  }

  #remember(folder: string, list: ImageList): ImageList {
    this.#known.set(folder, list);
    return list;
  }

  async #count(list: ImageList): Promise<void> {
    const { sidecars } = this.#dataSets();
    for (let at = 0; at < list.paths.length; at += AT_ONCE) {
      const some = list.paths.slice(at, at + AT_ONCE);
      const found = await Promise.all(some.map((path) => sidecars.locate(path)));
      some.filter((_, i) => found[i]?.exists).forEach((path) => list.labelled.add(path));
    }
    list.isCounted = true;
    this.#changed.fire();
  }
}

/** A folder outside of any data set may be a home folder: only its own files are looked at. */
async function imagesIn(folder: string): Promise<readonly string[]> {
  for await (const { files } of walk(folder)) return files.filter(isImageName).sort(compareCodePoints);
  return [];
}

function listFrom(paths: readonly string[]): ImageList {
  return {
    paths,
    indexOf: new Map(paths.map((path, i) => [path, i])),
    labelled: new Set(),
    isCounted: false,
  };
}

/** An image that the data set leaves out stands where its name would. */
function placeOf(paths: readonly string[], imagePath: string, step: 1 | -1): number {
  const index = paths.indexOf(imagePath);
  if (index >= 0) return index + step;
  const after = paths.findIndex((path) => compareCodePoints(path, imagePath) > 0);
  const next = after < 0 ? paths.length : after;
  return step > 0 ? next : next - 1;
}
