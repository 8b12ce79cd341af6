import type { Source } from '../format';
import type { ReadFs } from '../fs';
import { readTextOr } from '../lib/readTextOr';
import { folderOf, joined, lastPart, withoutExtension } from '../lib/safePath';
import { walkFiles } from '../lib/walkFiles';
import type { Report } from '../report';
import { listed, NAME_FILES, namesBeside, namesIn } from '../yolo/dataSet';
import { isYoloImage, labelPathOf } from '../yolo/labelPath';
import { endsOf, isAbsolute, pathWithin } from '../yolo/pathWithin';
import { parseConfig, splitLists, valueOf } from './config';

/** An image and where its labels are. */
export interface DarknetImage {
  readonly path: string;
  readonly source: string;
  readonly split?: string;
  readonly labels?: string;
}

export interface DarknetSet {
  readonly names: readonly string[];
  readonly images: readonly DarknetImage[];
}

/** Where the `.data` file is: the one that was named, or the only one at the root or in a folder there. */
export function configPath({ fs, file }: Source): string | undefined {
  if (file !== undefined) return file.endsWith('.data') ? file : undefined;
  const folders = listed(fs, '').flatMap(({ name, kind }) => (kind === 'folder' ? [name] : []));
  for (const folder of ['', ...folders.slice(0, 50)]) {
    const found = listed(fs, folder).find(({ name, kind }) => kind === 'file' && name.endsWith('.data'));
    if (found) return joined(folder, found.name);
  }
  return undefined;
}

export function darknetSet(source: Source, report: Report): DarknetSet {
  const config = configPath(source);
  return config === undefined ? looseSet(source.fs) : listedSet(source.fs, config, report);
}

/** Lists name images as seen from darknet's own folder: `data/obj_train_data/a.jpg` is `obj_train_data/a.jpg` here. */
function located(fs: ReadFs, home: string, written: string): string | undefined {
  const path = written.replaceAll('\\', '/').replace(/^\.\//, '');
  const ends = endsOf(path);
  const candidates = isAbsolute(path)
    ? ends.map((end) => pathWithin(home, end))
    : [pathWithin(home, path.replace(/^data\//, '')), pathWithin(home, path)];
  const paths = candidates.filter((each) => each !== undefined && each !== '') as string[];
  return paths.find((each) => fs.has(each)) ?? (isAbsolute(path) ? ends.at(-1) : paths[0]);
}

function listedSet(fs: ReadFs, config: string, report: Report): DarknetSet {
  const home = folderOf(config);
  const entries = parseConfig(readTextOr(fs, config, report) ?? '');
  const namesAt = located(fs, home, valueOf(entries, 'names') ?? 'obj.names');
  const names =
    namesAt !== undefined && fs.has(namesAt) ? namesIn(readTextOr(fs, namesAt, report) ?? '') : [];
  if (names.length === 0) report.problem(noNames(config));
  const found = new Map<string, DarknetImage>();
  for (const { split, list } of splitLists(entries)) {
    const at = located(fs, home, list);
    if (at === undefined || !fs.has(at)) report.problem(noList(config, split, list));
    else addList(fs, home, { at, split }, found, report);
  }
  return { names, images: withUniquePaths([...found.values()]) };
}

function addList(
  fs: ReadFs,
  home: string,
  { at, split }: { readonly at: string; readonly split: string },
  found: Map<string, DarknetImage>,
  report: Report,
): void {
  for (const [i, line] of (readTextOr(fs, at, report) ?? '').split(/\r\n|\n|\r/).entries()) {
    const written = line.trim();
    if (written === '') continue;
    const source = located(fs, home, written);
    if (source === undefined) report.problem({ ...outside(written), path: at, line: i + 1 });
    else if (!found.has(source)) {
      const labels = labelsOf(fs, source);
      const path = belowFolder(source, home);
      found.set(source, { path, source, split, ...(labels !== undefined && { labels }) });
    }
  }
}

/** Below `obj_<split>_data`, as most tools name the folder. */
function belowFolder(source: string, home: string): string {
  const path = home === '' ? source : source.slice(home.length + 1);
  return path.replace(/^obj_[^/]*_data\//, '');
}

/** Beside the image; where `images` is `labels`; or in a folder of annotations. */
function labelsOf(fs: ReadFs, image: string): string | undefined {
  const beside = `${withoutExtension(image)}.txt`;
  const apart = beside.replace(/(^|\/)([Ii])mages\/(?!.*[Ii]mages\/)/, (_, start: string, i: string) =>
    i === 'I' ? `${start}Annotations/` : `${start}annotations/`,
  );
  return [beside, labelPathOf(image), apart].find((path) => fs.has(path));
}

/** No list: every image of the folder, with a list of names somewhere near. */
function looseSet(fs: ReadFs): DarknetSet {
  const sources = [...walkFiles(fs, '', isYoloImage)];
  const folders = new Set(['', ...sources.map(folderOf), ...listed(fs, '').map(({ name }) => name)]);
  const images = sources.map((source) => {
    const labels = labelsOf(fs, source);
    return { path: source, source, ...(labels !== undefined && { labels }) };
  });
  return { names: namesBeside(fs, [...folders]), images };
}

function withUniquePaths(images: readonly DarknetImage[]): readonly DarknetImage[] {
  if (new Set(images.map(({ path }) => path)).size === images.length) return images;
  return images.map((image) => ({ ...image, path: image.source }));
}

/** True for a text file that may hold rows. */
export function mayBeLabels(path: string): boolean {
  return (
    path.endsWith('.txt') &&
    !NAME_FILES.includes(lastPart(path)) &&
    !/(?:^|\/)(?:train|val|valid|test)\.txt$/.test(path)
  );
}

function noNames(path: string) {
  const message = 'There is no list of names (names = obj.names): classes are called class_0 and so on.';
  return { path, severity: 'error', code: 'darknet-no-names', message } as const;
}

function noList(path: string, split: string, list: string) {
  const message = `${split}: there is no list of images “${list.slice(0, 200)}”; the split is empty.`;
  return { path, severity: 'warning', code: 'darknet-no-list', message } as const;
}

function outside(written: string) {
  const message = `“${written.slice(0, 200)}” leads out of the data set: the image is left out.`;
  return { severity: 'error', code: 'path-outside', message } as const;
}
