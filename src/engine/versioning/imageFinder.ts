import { isImageName } from '../../core/dataset/imageNames';
import { absentImages } from './absentImages';
import { imagesOfRows } from '../dataset/stores/imagesOfRows';
import { imagesByName, sharedImages, type ImagesByName } from './sharedImages';
import type { Sides } from './sides';
import { filesOf } from './viewImages';
import type { RevisionView, VersionsContext } from './versionsContext';

/** Which images' labels a file holds, at either of two revisions. */
export class ImageFinder {
  readonly #context: VersionsContext;
  readonly #sides: Sides;
  readonly #views: readonly RevisionView[];
  readonly #signal: AbortSignal | undefined;
  #byName: Promise<ImagesByName> | undefined;

  constructor(context: VersionsContext, sides: Sides, signal: AbortSignal | undefined) {
    this.#context = context;
    this.#sides = sides;
    this.#views = [sides.after, sides.before];
    this.#signal = signal;
  }

  async imagesOf(path: string): Promise<readonly string[]> {
    if (/\.(?:txt|xml|json)$/i.test(path)) return this.#ofStore(path);
    return /\.(?:ya?ml|names)$/i.test(path) ? this.#ofClasses(path) : [];
  }

  /** By the rules of the side that has it. */
  async ofSidecar(path: string, side: 'before' | 'after'): Promise<string> {
    return this.#sides[side].sets.sidecars.imageOf(path);
  }

  async #ofStore(path: string): Promise<readonly string[]> {
    const found = new Set<string>();
    for (const view of this.#views) {
      for (const image of await imagesOfRows(path, view.files))
        if ((await view.sets.sidecars.locate(image)).path === path) found.add(image);
      if (found.size > 0 || !/\.json$/i.test(path)) continue;
      for (const image of await sharedImages(view, path, () => this.#images())) found.add(image);
    }
    // Both sides call it alike, however many images each of them has.
    for (const view of found.size > 0 ? [] : this.#views)
      for (const image of await absentImages(view, path, () => this.#images())) found.add(image);
    return found.size > 0 || !/\.txt$/i.test(path) ? [...found] : this.#ofClasses(path);
  }

  /** A file that lists classes concerns every image that goes by it. */
  async #ofClasses(path: string): Promise<readonly string[]> {
    const found = new Set<string>();
    for (const { sets, files } of this.#views) {
      if (
        !(await files.exists(path)) ||
        !/names|classes|^\s*\S+\s*$/m.test(await files.readText(path).catch(() => ''))
      )
        continue;
      for (const list of (await this.#images()).values())
        for (const image of list)
          if ((await sets.sidecars.locate(image)).store?.classesPath === path) found.add(image);
    }
    return [...found];
  }

  #images(): Promise<ImagesByName> {
    return (this.#byName ??= this.#list());
  }

  async #list(): Promise<ImagesByName> {
    const paths = new Set<string>();
    for (const view of this.#views)
      for await (const { path } of filesOf(this.#context, view, this.#context.root, this.#signal))
        if (isImageName(path)) paths.add(path);
    return imagesByName(paths);
  }
}
