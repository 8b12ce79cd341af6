import { basename, dirname, join } from 'node:path';
import { openCoco } from '../../core/formats/inPlace/openCoco';
import { openTasks } from '../../core/formats/inPlace/openTasks';
import { isImageName } from '../../core/dataset/imageNames';
import type { RevisionView } from './versionsContext';

/** Images by the ends of their paths. */
export type ImagesByName = ReadonlyMap<string, readonly string[]>;

export function imagesByName(paths: Iterable<string>): ImagesByName {
  const found = new Map<string, string[]>();
  for (const path of paths) {
    const list = found.get(basename(path));
    if (list) list.push(path);
    else found.set(basename(path), [path]);
  }
  return found;
}

/** The images whose labels a file for many images holds at a revision; none when it is no such file. */
export async function sharedImages(
  { files, sets }: RevisionView,
  path: string,
  images: () => Promise<ImagesByName>,
): Promise<readonly string[]> {
  const text = await files.readText(path).catch(() => '');
  const names = namesIn(text);
  if (names.length === 0) return [];
  const known = await images();
  const found = new Set<string>();
  for (const name of names) {
    const there = (known.get(basename(name)) ?? []).filter((image) => isCalled(image, name));
    for (const image of there.length > 0 ? there : [besideOf(path, name)])
      if ((await sets.sidecars.locate(image)).store?.path === path) found.add(image);
  }
  return [...found];
}

function namesIn(text: string): readonly string[] {
  if (!/^\uFEFF?\s*[[{]/.test(text)) return [];
  const coco = openCoco(text);
  if (!('code' in coco)) return [...coco.index.imageByName.keys()];
  const tasks = openTasks(text);
  return 'code' in tasks ? [] : [...tasks.byPath.keys()].filter(isImageName);
}

function isCalled(image: string, name: string): boolean {
  return `/${image.replaceAll('\\', '/')}`.endsWith(`/${name}`);
}

/** Where an image that is nowhere would be. */
function besideOf(path: string, name: string): string {
  const folder = dirname(path);
  const isOwn = ['annotations', '.labelstudio'].includes(basename(folder));
  return join(isOwn ? dirname(folder) : folder, name);
}
