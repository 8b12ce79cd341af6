import { open as openFile, readdir, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { compareCodePoints } from '../../../core/dataset/pathOrder';
import { coco, imagePlace } from '../../../core/formats/inPlace/coco';
import { openCoco, type OpenCoco } from '../../../core/formats/inPlace/openCoco';
import type { LabelSchema } from '../../../core/schema/labelSchema';
import { readTextFile } from '../../fs';
import type { FolderStore, LabelStore, StoreSearch } from './labelStore';
import { sameSplit } from './sameSplit';

/** More JSON files in one folder are not looked into. */
const MOST_FILES = 40;
const HEAD_BYTES = 262_144;

/**
 * COCO files: the one that `relabel.yaml` names, or those in `annotations` or beside the images, in their folder or
 * one above it. The first one that names the image is its store; instances come before keypoints.
 */
export async function cocoStore({ folder, above, said }: StoreSearch): Promise<FolderStore | undefined> {
  const choice = said?.choice.store === 'coco' ? said : undefined;
  const named = choice?.choice.path;
  const paths = choice && named !== undefined ? [join(choice.root, named)] : await candidates(above);
  const files = (await Promise.all(paths.map(load))).filter((file) => file !== undefined);
  const [first] = files;
  if (!first) return undefined;
  const root = above.at(-1) ?? folder;
  return {
    id: 'coco',
    schema: first.schema,
    async storeOf(imagePath) {
      const name = relative(root, imagePath).split(sep).join('/');
      for (const file of files) {
        const store = storeIn(await current(file), imagePath, name);
        if (store) return store;
      }
      return undefined;
    },
  };
}

async function candidates(above: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const at of above)
    for (const folder of [join(at, 'annotations'), at]) {
      const names = await readdir(folder).catch(() => []);
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

const files = new Map<string, CocoFile>();

async function load(path: string): Promise<CocoFile | undefined> {
  const stamp = await stampOf(path);
  const known = files.get(path);
  if (known && known.stamp === stamp) return known;
  if (stamp === undefined || !(await looksLikeCoco(path))) return undefined;
  const open = openCoco(await readTextFile(path).catch(() => ''));
  if ('code' in open || isOther(open)) return undefined;
  const file = { path, stamp, imageOf: imagesOf(open), schema: open.classes.schema };
  files.set(path, file);
  return file;
}

/** The file as it is now; as it was when it cannot be understood any more: reading it says why. */
async function current(file: CocoFile): Promise<CocoFile> {
  const known = files.get(file.path) ?? file;
  if ((await stampOf(file.path)) === known.stamp) return known;
  return (await load(file.path)) ?? known;
}

async function stampOf(path: string): Promise<string | undefined> {
  const stats = await stat(path, { bigint: true }).catch(() => undefined);
  return stats?.isFile() ? `${stats.size}:${stats.mtimeNs}:${stats.ino}` : undefined;
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

async function looksLikeCoco(path: string): Promise<boolean> {
  const file = await openFile(path, 'r').catch(() => undefined);
  if (!file) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.toString('latin1', 0, bytesRead);
    const keys = /"(?:images|annotations|categories|info|licenses)"\s*:/.test(head);
    return /^\s*(?:\u00ef\u00bb\u00bf)?\s*\{/.test(head) && keys && !/"shapes"\s*:\s*\[/.test(head);
  } finally {
    await file.close();
  }
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
