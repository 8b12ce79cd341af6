import { basename, dirname, extname, join, sep } from 'node:path';
import { isImageName } from '../../core/dataset/imageNames';
import { imageFolders, imagesOfRows } from '../dataset/stores/imagesOfRows';
import type { ImagesByName } from './sharedImages';
import type { RevisionView } from './versionsContext';

const MAX_BYTES = 16 * 1024 * 1024;
/** What most images are called, where nothing says it. */
const USUAL = '.jpg';
/** A row of YOLO: a class and four numbers or more. */
const ROW = /^\s*\d+(?:\s+[-+\d.eE]+){4,}\s*$/;

/**
 * The image of a label file for one image (YOLO, Pascal VOC, LabelMe) that is nowhere: it was never pulled, or is gone.
 * It is where the format looks for it, under the name that the file says; YOLO's say none, and get the ending that most
 * of the `known` images have. None when the file is no such file, or an image of its name is there.
 */
export async function absentImages(
  view: RevisionView,
  path: string,
  known: () => Promise<ImagesByName>,
): Promise<readonly string[]> {
  if ((await imagesOfRows(path, view.files)).length > 0) return [];
  const text = await view.files.readText(path, MAX_BYTES).catch(() => undefined);
  const said = text === undefined ? undefined : endingIn(path, text);
  if (said === undefined) return [];
  const { usual, stems } = namesOf(await known());
  const ending = said === '' ? usual : said;
  const stem = basename(path, extname(path));
  const [own, ...beside] = imageFolders(dirname(path));
  beside.sort((a, b) => Number(isOfVoc(b)) - Number(isOfVoc(a)));
  const folders = [...beside, ...(own === undefined || stems.has(stem) ? [] : [own])];
  for (const folder of folders) {
    const image = join(folder, stem + ending);
    const { store } = await view.sets.sidecars.locate(image);
    if (store?.exists && store.path === path) return [image];
  }
  return [];
}

/** As the development kit of Pascal VOC has it: where it is not said otherwise, images are there. */
function isOfVoc(folder: string): boolean {
  return folder.split(sep).includes('JPEGImages');
}

/** How the image's name ends, '' when nothing says it; undefined when the text holds no labels. */
function endingIn(path: string, text: string): string | undefined {
  if (/\.xml$/i.test(path))
    return /<annotation[\s>]/.test(text) ? endingOf(/<filename>([^<]*)</.exec(text)?.[1]) : undefined;
  if (/\.json$/i.test(path))
    return /"shapes"\s*:\s*\[/.test(text)
      ? endingOf(/"imagePath"\s*:\s*"([^"]*)"/.exec(text)?.[1])
      : undefined;
  const first = text.split('\n').find((line) => line.trim() !== '');
  return first === undefined || ROW.test(first) ? '' : undefined;
}

function endingOf(name = ''): string {
  return isImageName(name.trim()) ? extname(name.trim()) : '';
}

interface Names {
  /** The ending that most have. */
  readonly usual: string;
  /** A copy of labels in a folder of its own is not of another image. */
  readonly stems: ReadonlySet<string>;
}

const kept = new WeakMap<ImagesByName, Names>();

function namesOf(known: ImagesByName): Names {
  const names = kept.get(known) ?? gathered(known);
  kept.set(known, names);
  return names;
}

function gathered(known: ImagesByName): Names {
  const counts = new Map<string, number>();
  const stems = new Set<string>();
  for (const name of known.keys()) {
    const ending = extname(name);
    counts.set(ending, (counts.get(ending) ?? 0) + 1);
    stems.add(basename(name, ending));
  }
  return { usual: [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? USUAL, stems };
}
