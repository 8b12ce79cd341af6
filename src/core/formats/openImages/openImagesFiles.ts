import type { Source } from '../format';
import type { ReadFs } from '../fs';
import { folderOf, isImageName, joined, lastPart, withoutExtension } from '../lib/safePath';
import { walkFiles } from '../lib/walkFiles';
import { headText } from '../xml/headText';

/** The tables of an Open Images folder, by what their header says. */
export interface OpenImagesFiles {
  readonly boxes: readonly string[];
  readonly labels: readonly string[];
  readonly classes: readonly string[];
  readonly images: readonly string[];
  readonly masks: readonly string[];
  /** Sizes of images (datumaro's addition). */
  readonly sizes: string | undefined;
}

const CLASSES = /class-descriptions(-boxable)?\.csv$/i;
/** More CSV files are no data set of this kind. */
const MOST_FILES = 200;

export function openImagesFiles({ fs, file }: Pick<Source, 'fs' | 'file'>): OpenImagesFiles {
  const all = file === undefined ? [...csvFiles(fs)] : siblings(fs, file);
  const sizes = all.map((path) => joined(folderOf(path), 'images.meta')).find((path) => fs.has(path));
  const kinds = new Map(all.map((path) => [path, kindOf(fs, path)]));
  const of = (kind: string): string[] => all.filter((path) => kinds.get(path) === kind);
  return {
    boxes: file !== undefined && kinds.get(file) === 'boxes' ? [file] : of('boxes'),
    labels: of('labels'),
    classes: of('classes'),
    images: of('images'),
    masks: of('masks'),
    sizes,
  };
}

function* csvFiles(fs: ReadFs): Generator<string> {
  let count = 0;
  for (const path of walkFiles(fs, '', (name) => /\.csv$/i.test(name))) {
    if (++count > MOST_FILES) return;
    yield path;
  }
}

function siblings(fs: ReadFs, file: string): readonly string[] {
  const folder = folderOf(file);
  const names = fs.list(folder).filter(({ name, kind }) => kind === 'file' && /\.csv$/i.test(name));
  return names.map(({ name }) => joined(folder, name));
}

function kindOf(fs: ReadFs, path: string): string | undefined {
  if (CLASSES.test(path)) return 'classes';
  const [header = ''] = headText(fs, path).split(/\r?\n|\r/);
  const columns = new Set(header.split(',').map((cell) => cell.replaceAll('"', '').trim()));
  if (!columns.has('ImageID')) return undefined;
  if (columns.has('MaskPath')) return 'masks';
  if (columns.has('LabelName') && columns.has('XMin') && columns.has('YMax')) return 'boxes';
  if (columns.has('LabelName')) return 'labels';
  return columns.has('Subset') || columns.has('Rotation') ? 'images' : undefined;
}

/** Files of images by their id: the path below `images/<subset>` without extension, with it, and the name alone. */
export function imageFilesById(fs: ReadFs): ReadonlyMap<string, string> {
  const byId = new Map<string, string>();
  const add = (id: string, path: string): void => {
    if (!byId.has(id)) byId.set(id, path);
  };
  const files = [...walkFiles(fs, '', isImageName)].filter((path) => !/(^|\/)masks\//.test(path));
  for (const path of files) {
    const below = path.replace(/^(.*\/)?images\//, '');
    const inSubset = below.includes('/') ? below.slice(below.indexOf('/') + 1) : below;
    add(inSubset, path);
    add(withoutExtension(inSubset), path);
  }
  for (const path of files) add(withoutExtension(lastPart(path)), path);
  return byId;
}

/** `train` of `train-annotations-bbox.csv` and of `oidv6-train-annotations-bbox.csv`; undefined without one. */
export function subsetOf(path: string): string | undefined {
  const found = /^(?:oidv\d+-)?(.+?)-(?:annotations|images)/.exec(lastPart(path))?.[1];
  return found === undefined || found === UNSPLIT ? undefined : found;
}

/** The name of what belongs to no split, as datumaro calls it. */
export const UNSPLIT = 'default';
