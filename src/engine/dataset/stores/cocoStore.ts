import { basename, join, relative, sep } from 'node:path';
import { compareCodePoints } from '../../../core/dataset/pathOrder';
import { coco, imagePlace } from '../../../core/formats/inPlace/coco';
import { openCoco, type OpenCoco } from '../../../core/formats/inPlace/openCoco';
import type { LabelSchema } from '../../../core/schema/labelSchema';
import type { Files } from '../files';
import type { FolderStore, LabelStore, StoreSearch } from './labelStore';
import { sameSplit } from './sameSplit';

/** More JSON files in one folder are not looked into. */
const MOST_FILES = 40;
const HEAD_BYTES = 262_144;

/**
 * COCO files: the one that `relabel.yaml` names, or those in `annotations` or beside the images, in their folder or
 * one above it. The first one that names the image is its store; instances come before keypoints.
 */
export async function cocoStore({
  files: at,
  folder,
  above,
  said,
}: StoreSearch): Promise<FolderStore | undefined> {
  const choice = said?.choice.store === 'coco' ? said : undefined;
  const named = choice?.choice.path;
  const paths = choice && named !== undefined ? [join(choice.root, named)] : await candidates(above, at);
  const files = (await Promise.all(paths.map((path) => load(path, at)))).filter((file) => file !== undefined);
  const [first] = files;
  if (!first) return undefined;
  const root = above.at(-1) ?? folder;
  return {
    id: 'coco',
    schema: first.schema,
    async storeOf(imagePath) {
      const name = relative(root, imagePath).split(sep).join('/');
      for (const file of files) {
        const store = storeIn(await current(file, at), imagePath, name);
        if (store) return store;
      }
      return undefined;
    },
  };
}

async function candidates(above: readonly string[], files: Files): Promise<readonly string[]> {
  const found: string[] = [];
  for (const at of above)
    for (const folder of [join(at, 'annotations'), at]) {
      const names = await files.list(folder);
      const json = names.filter((name) => /\.json$/i.test(name) && !name.startsWith('.'));
      const some = json
        .filter((name) => !name.endsWith('.labels.json'))
        .sort(byKind)
        .slice(0, MOST_FILES);
      found.push(...some.map((name) => join(folder, name)));
    }
  return found;
}

function byKind(a: string, b: string): number {
  const rank = (name: string): number => (/instances/i.test(name) ? 0 : /keypoints/i.test(name) ? 1 : 2);
  return rank(a) - rank(b) || compareCodePoints(a, b);
}

/** What is remembered of a file: where images are is found again when it changed. */
interface CocoFile {
  readonly path: string;
  readonly stamp: string;
  /** Whether an image is in it, and whether it has annotations there. */
  readonly imageOf: (name: string) => { readonly hasLabels: boolean } | undefined;
  readonly schema: LabelSchema;
}

/** By the path, of each of the states of the files that are looked at. */
const seen = new WeakMap<Files, Map<string, CocoFile>>();

function seenIn(files: Files): Map<string, CocoFile> {
  const known = seen.get(files) ?? new Map<string, CocoFile>();
  seen.set(files, known);
  return known;
}

async function load(path: string, files: Files): Promise<CocoFile | undefined> {
  const stamp = await files.stampOf(path);
  const known = seenIn(files).get(path);
  if (known && known.stamp === stamp) return known;
  if (stamp === undefined || !(await looksLikeCoco(path, files))) return undefined;
  const open = openCoco(await files.readText(path).catch(() => ''));
  if ('code' in open || isOther(open)) return undefined;
  const file = { path, stamp, imageOf: imagesOf(open), schema: open.classes.schema };
  seenIn(files).set(path, file);
  return file;
}

/** The file as it is now; as it was when it cannot be understood any more: reading it says why. */
async function current(file: CocoFile, files: Files): Promise<CocoFile> {
  const known = seenIn(files).get(file.path) ?? file;
  if ((await files.stampOf(file.path)) === known.stamp) return known;
  return (await load(file.path, files)) ?? known;
}

/** A panoptic file keeps its pixels elsewhere; captions have no categories. */
function isOther({ text, index }: OpenCoco): boolean {
  const [first] = index.annotations.entries;
  const isPanoptic = first !== undefined && text.slice(first.start, first.end).includes('"segments_info"');
  return isPanoptic || index.images.entries.length === 0;
}

function imagesOf(open: OpenCoco): CocoFile['imageOf'] {
  const { imageByName, images, byImage } = open.index;
  const labelled = new Set(byImage.keys());
  const hasLabels = images.entries.map(({ id }) => id !== undefined && labelled.has(id));
  return (name) => {
    const place = imagePlace(imageByName, name);
    return place === undefined ? undefined : { hasLabels: hasLabels[place] === true };
  };
}

async function looksLikeCoco(path: string, files: Files): Promise<boolean> {
  const head = (await files.head(path, HEAD_BYTES))?.toString('latin1') ?? '';
  const keys = /"(?:images|annotations|categories|info|licenses)"\s*:/.test(head);
  return /^\s*(?:\u00ef\u00bb\u00bf)?\s*\{/.test(head) && keys && !/"shapes"\s*:\s*\[/.test(head);
}

function storeIn(file: CocoFile, imagePath: string, name: string): LabelStore | undefined {
  const { path, schema } = file;
  const image = sameSplit(basename(path), name) ? file.imageOf(name) : undefined;
  if (!image) return undefined;
  return {
    file: coco,
    path,
    imagePath,
    exists: image.hasLabels,
    context: { name, schema },
    why: `${path} names the image`,
    classesPath: path,
  };
}
