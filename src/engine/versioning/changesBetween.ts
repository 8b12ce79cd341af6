import { sameValue } from '../../core/annotation/document';
import { compareCodePoints } from '../../core/dataset/pathOrder';
import { isSidecar } from '../dataset/sidecars';
import { imagesOfRows } from '../dataset/stores/imagesOfRows';
import { isImageName } from '../../core/dataset/imageNames';
import { diffFiles } from './diffFiles';
import { fileLabels } from './fileLabels';
import { inOrder } from './inOrder';
import type { LabelChange, LabelsAt } from './labelVersions';
import { readLabels } from './readLabels';
import type { Revision } from './revision';
import { imagesByName, sharedImages, type ImagesByName } from './sharedImages';
import { filesOf, within } from './viewImages';
import type { RevisionView, VersionsContext } from './versionsContext';

export interface ChangesOptions {
  /** Absolute, files or folders: of labels, of images, or both. */
  readonly paths?: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** Images compared at the same time. */
const AT_ONCE = 32;

/** Images whose labels differ between two revisions; see `Versions.changesBetween`. */
export async function* changesBetween(
  context: VersionsContext,
  from: Revision,
  to: Revision,
  { paths, signal }: ChangesOptions = {},
): AsyncGenerator<LabelChange> {
  if (sameValue(from, to)) return;
  const places = paths && (await Promise.all(paths.map((path) => context.placeOf(path))));
  const [before, after] = await Promise.all([context.view(from), context.view(to)]);
  if (from.kind === 'file' || to.kind === 'file')
    return yield* comparedFiles(context, { from, to, before, after }, places ?? []);
  const limits = { ...(places && { paths: places }), signal };
  const images = await changedImages(context, { from, to, before, after }, limits);
  yield* inOrder(images, AT_ONCE, (image) => compared(before, after, image), signal);
}

interface Sides {
  readonly from: Revision;
  readonly to: Revision;
  readonly before: RevisionView;
  readonly after: RevisionView;
}

interface Image {
  readonly imagePath: string;
  readonly fromImagePath?: string;
}

async function compared(
  before: RevisionView,
  after: RevisionView,
  { imagePath, fromImagePath }: Image,
): Promise<LabelChange | undefined> {
  const old = await readLabels(before, fromImagePath ?? imagePath);
  const now = await readLabels(after, imagePath, old.known);
  if (fromImagePath === undefined && sameLabels(old.labels, now.labels)) return undefined;
  return {
    imagePath,
    ...(fromImagePath !== undefined && { fromImagePath }),
    before: old.labels,
    after: now.labels,
  };
}

/** True when they say the same, wherever they stand. */
export function sameLabels(a: LabelsAt | undefined, b: LabelsAt | undefined): boolean {
  if (a?.kind !== 'labels' || b?.kind !== 'labels') return a?.kind === b?.kind && sameReason(a, b);
  return a.doc === b.doc || sameValue(a.doc, b.doc);
}

function sameReason(a: LabelsAt | undefined, b: LabelsAt | undefined): boolean {
  return a?.kind !== 'unreadable' || (b?.kind === 'unreadable' && a.reason === b.reason);
}

/** Images that any changed file may concern, in the order of their paths. */
async function changedImages(
  context: VersionsContext,
  sides: Sides,
  { paths, signal }: ChangesOptions,
): Promise<readonly Image[]> {
  const wanted = paths && (await wantedNames(context, sides, paths));
  const found = new Map<string, Image>();
  const pictures: (readonly [now: string, old: string])[] = [];
  const finder = new ImageFinder(context, sides, signal);
  const isWanted = within(paths);
  const imagesOf = async (name: string): Promise<readonly string[]> => {
    const file = context.pathOf(name);
    const images = await finder.imagesOf(file);
    // A file for many images may be looked at for the sake of one of them.
    return isWanted(file) ? images : images.filter(isWanted);
  };
  for await (const { status, path, fromPath } of diffFiles(
    context,
    sides.from,
    sides.to,
    wanted ?? [],
    signal,
  )) {
    if (fromPath !== undefined && isImageName(path))
      pictures.push([context.pathOf(path), context.pathOf(fromPath)]);
    const now = await imagesOf(path);
    const old = fromPath === undefined ? [] : await imagesOf(fromPath);
    const [only, was] = [now[0], old[0]];
    const isMoved = status === 'R' && now.length === 1 && old.length === 1 && only !== was;
    if (isMoved && only !== undefined && was !== undefined)
      found.set(only, { imagePath: only, fromImagePath: was });
    else for (const image of [...now, ...old]) if (!found.has(image)) found.set(image, { imagePath: image });
  }
  pairMoved(found, pictures);
  return [...found.values()].sort((a, b) => compareCodePoints(a.imagePath, b.imagePath));
}

/** An image that was renamed takes its labels along, also where they are too few for git to see it. */
function pairMoved(
  found: Map<string, Image>,
  pictures: readonly (readonly [now: string, old: string])[],
): void {
  for (const [now, old] of pictures)
    if (found.has(now) && found.delete(old)) found.set(now, { imagePath: now, fromImagePath: old });
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

/** Which images' labels a file holds, at either of two revisions. */
class ImageFinder {
  readonly #context: VersionsContext;
  readonly #views: readonly RevisionView[];
  readonly #signal: AbortSignal | undefined;
  #byName: Promise<ImagesByName> | undefined;

  constructor(context: VersionsContext, { before, after }: Sides, signal: AbortSignal | undefined) {
    this.#context = context;
    this.#views = [after, before];
    this.#signal = signal;
  }

  async imagesOf(path: string): Promise<readonly string[]> {
    if (isSidecar(path)) return this.#ofSidecar(path);
    if (/\.(?:txt|xml|json)$/i.test(path)) return this.#ofStore(path);
    return /\.(?:ya?ml|names)$/i.test(path) ? this.#ofClasses(path) : [];
  }

  async #ofSidecar(path: string): Promise<readonly string[]> {
    for (const { sets, files } of this.#views)
      if (await files.exists(path)) return [await sets.sidecars.imageOf(path)];
    return [];
  }

  async #ofStore(path: string): Promise<readonly string[]> {
    const found = new Set<string>();
    for (const view of this.#views) {
      for (const image of await imagesOfRows(path, view.files))
        if ((await view.sets.sidecars.locate(image)).path === path) found.add(image);
      if (found.size > 0 || !/\.json$/i.test(path)) continue;
      for (const image of await sharedImages(view, path, () => this.#images())) found.add(image);
    }
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

/** A file beside a file, or beside the labels of an image. */
async function* comparedFiles(
  context: VersionsContext,
  { from, to, before, after }: Sides,
  [imagePath]: readonly string[],
): AsyncGenerator<LabelChange> {
  const path = imagePath ?? (to.kind === 'file' ? to.path : from.kind === 'file' ? from.path : '');
  const side = async (revision: Revision, view: RevisionView): Promise<LabelsAt | undefined> =>
    revision.kind === 'file' ? fileLabels(revision.path, path, view) : (await readLabels(view, path)).labels;
  const change = { imagePath: path, before: await side(from, before), after: await side(to, after) };
  if (!sameLabels(change.before, change.after)) yield change;
}
