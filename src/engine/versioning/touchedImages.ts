import { isImageName } from '../../core/dataset/imageNames';
import { compareCodePoints } from '../../core/dataset/pathOrder';
import { isBeside, isSidecar } from '../dataset/sidecars';
import { diffFiles } from './diffFiles';
import { ImageFinder } from './imageFinder';
import type { RawChange } from './rawDiff';
import type { Sides, TouchedImage } from './sides';
import { within } from './viewImages';
import type { VersionsContext } from './versionsContext';

/** Images that any file concerns that differs, in the order of their paths. `paths` are absolute. */
export async function touchedImages(
  context: VersionsContext,
  sides: Sides,
  paths: readonly string[] | undefined,
  signal: AbortSignal | undefined,
): Promise<readonly TouchedImage[]> {
  const { fold } = context.repository;
  const found = new Touched(context, new ImageFinder(context, sides, signal), within(paths, fold));
  const names = paths ? await wantedNames(context, sides, paths) : [];
  const isNamed = within(paths && names.map((name) => context.pathOf(name)), fold);
  for await (const change of diffFiles(context, sides.from, sides.to, names, signal))
    if (isNamed(context.pathOf(change.path))) await found.add(change);
  return found.inOrder();
}

/** Names of the label files of images, too. */
async function wantedNames(
  context: VersionsContext,
  { before, after }: Sides,
  paths: readonly string[],
): Promise<readonly string[]> {
  const all = new Set<string>();
  for (const path of paths) {
    all.add(path);
    if (!isImageName(path)) continue;
    for (const { sets } of [before, after]) all.add((await sets.sidecars.locate(path)).path);
  }
  return Promise.all([...all].map((path) => context.nameOf(path)));
}

/** The images that changed files concern, gathered file by file. */
class Touched {
  readonly #context: VersionsContext;
  readonly #finder: ImageFinder;
  readonly #isWanted: (path: string) => boolean;
  readonly #images = new Map<string, TouchedImage>();
  /** Images that were renamed themselves. */
  readonly #renamed: (readonly [now: string, old: string])[] = [];

  constructor(context: VersionsContext, finder: ImageFinder, isWanted: (path: string) => boolean) {
    this.#context = context;
    this.#finder = finder;
    this.#isWanted = isWanted;
  }

  async add(change: RawChange): Promise<void> {
    const path = this.#context.pathOf(change.path);
    if (change.fromPath !== undefined) return this.#moved(path, this.#context.pathOf(change.fromPath));
    if (!isSidecar(path)) return this.#touch(await this.#of(path));
    const image = await this.#finder.ofSidecar(path, change.status === 'D' ? 'before' : 'after');
    if (!this.#isWanted(image) && !this.#isWanted(path)) return;
    const { before, after, status, isPlain } = change;
    const isOnly = status === 'M' && isPlain && isBeside(path, image) && !this.#images.has(image);
    this.#images.set(image, {
      imagePath: image,
      ...(isOnly && { only: { path, before: before[0], after } }),
    });
  }

  /** An image that was renamed takes its labels along, also where they are too few for git to see it. */
  inOrder(): readonly TouchedImage[] {
    for (const [now, old] of this.#renamed)
      if (this.#images.has(now) && this.#images.delete(old))
        this.#images.set(now, { imagePath: now, fromImagePath: old });
    return [...this.#images.values()].sort((a, b) => compareCodePoints(a.imagePath, b.imagePath));
  }

  async #moved(path: string, fromPath: string): Promise<void> {
    if (isImageName(path)) this.#renamed.push([path, fromPath]);
    const [now, old] = [await this.#of(path, 'after'), await this.#of(fromPath, 'before')];
    const [imagePath, fromImagePath] = [now[0], old[0]];
    const isOne = now.length === 1 && old.length === 1 && imagePath !== fromImagePath;
    if (isOne && imagePath !== undefined && fromImagePath !== undefined)
      this.#images.set(imagePath, { imagePath, fromImagePath });
    else this.#touch([...now, ...old]);
  }

  #touch(images: readonly string[]): void {
    for (const imagePath of images) {
      const { only: _, ...known } = this.#images.get(imagePath) ?? { imagePath };
      this.#images.set(imagePath, known);
    }
  }

  /** A file for many images may be looked at for the sake of one of them. */
  async #of(path: string, side?: 'before' | 'after'): Promise<readonly string[]> {
    const images =
      side && isSidecar(path)
        ? [await this.#finder.ofSidecar(path, side)]
        : await this.#finder.imagesOf(path);
    return this.#isWanted(path) ? images : images.filter(this.#isWanted);
  }
}
