import type { Source } from '../format';
import type { ReadFs } from '../fs';
import { folderOf, joined, withoutExtension } from '../lib/safePath';
import { readTextOr } from '../lib/readTextOr';
import { walkFiles } from '../lib/walkFiles';
import type { Report } from '../report';
import { isLabelName, listed, resolveEntry, type YoloDataSet } from './dataSet';
import { isYoloImage, labelPathOf } from './labelPath';
import { endsOf, isAbsolute, pathWithin } from './pathWithin';

/** An image of a data set before anything of it is read. */
export interface YoloImage {
  /** As in `LabeledImage.path`. */
  readonly path: string;
  /** Where it is in the source; absent when only its labels are there. */
  readonly source?: string;
  /** What its size is asked by. */
  readonly sizeAt: string;
  readonly split?: string;
  /** Its label file; undefined when there is none. */
  readonly labels?: string;
}

interface Found {
  readonly source: string;
  /** The path below the folder that was listed. */
  readonly below: string;
  split: string | undefined;
  /** The entry that lists it says the split's name, too. */
  isNamed: boolean;
}

export interface YoloImages {
  readonly images: readonly YoloImage[];
  /** Paths begin with their split, because names are not unique without. */
  readonly splitInPath: boolean;
}

/** All images of a data set in the order of its splits; each once. */
export function yoloImages(source: Source, set: YoloDataSet, report: Report): YoloImages {
  const finder = new Finder(source, set, report);
  for (const { name, entries } of set.yaml.splits) for (const entry of entries) finder.entry(name, entry);
  finder.unlisted();
  const labels = new LabelFiles(source.fs, set.home);
  const { images, splitInPath } = named([...finder.found.values()]);
  const listedImages = images.map((image) => withLabels(image, labels.of(image)));
  return { images: [...listedImages, ...labels.orphans(source, report)], splitInPath };
}

function withLabels(image: YoloImage, labels: string | undefined): YoloImage {
  return labels === undefined ? image : { ...image, labels };
}

class Finder {
  readonly found = new Map<string, Found>();
  readonly #source: Source;
  readonly #set: YoloDataSet;
  readonly #report: Report;

  constructor(source: Source, set: YoloDataSet, report: Report) {
    this.#source = source;
    this.#set = set;
    this.#report = report;
  }

  get #fs(): ReadFs {
    return this.#source.fs;
  }

  entry(split: string, entry: string): void {
    const { home, yaml } = this.#set;
    const path = resolveEntry(this.#fs, home, yaml.root, entry) ?? this.#guessed(split, entry);
    if (path === undefined) return;
    const isNamed = `${entry}/${path}`.split(/[\\/]/).some((part) => part.startsWith(split));
    if (/\.txt$/i.test(path)) this.#list(path, split, isNamed);
    else this.#folder(path, split, isNamed);
  }

  /** Images that lie in `images` and that no split lists. */
  unlisted(): void {
    const { home, yaml } = this.#set;
    const before = this.found.size;
    const folder = joined(home, 'images');
    for (const source of walkFiles(this.#fs, folder, isYoloImage)) {
      if (this.found.has(source)) continue;
      const below = source.slice(folder.length + 1);
      const [first = ''] = below.split('/');
      const split = yaml.splits.length === 0 ? USUAL.get(first) : undefined;
      const rest = split === undefined ? below : below.slice(first.length + 1);
      this.found.set(source, { source, below: rest, split, isNamed: false });
    }
    const more = this.found.size - before;
    // Relabel itself leaves images without a split out of all lists.
    if (more > 0 && yaml.splits.length > 0 && yaml.task === undefined) this.#tellUnlisted(more);
  }

  #tellUnlisted(count: number): void {
    const message = `${count} images in ${joined(this.#set.home, 'images')} belong to no split: they are read all the same.`;
    this.#report.problem({ ...this.#where, severity: 'info', code: 'yolo-unlisted', message });
  }

  get #where(): { readonly path?: string } {
    return this.#set.yamlPath === undefined ? {} : { path: this.#set.yamlPath };
  }

  /** Where the split's images usually are, when the YAML file points elsewhere. */
  #guessed(split: string, entry: string): string | undefined {
    const names = split === 'val' ? ['val', 'valid', 'validation'] : [split];
    const candidates = names.flatMap((name) => [`images/${name}`, `${name}/images`]);
    const found = candidates
      .map((path) => joined(this.#set.home, path))
      .find((path) => listed(this.#fs, path).length > 0);
    // Relabel's own file of a set without any image.
    if (entry === 'images' && this.#set.yaml.task !== undefined) return found;
    const detail = found === undefined ? 'the split is empty' : `${found} is taken`;
    const message = `${split}: there is nothing at “${entry}”; ${detail}.`;
    this.#report.problem({ ...this.#where, severity: 'warning', code: 'yolo-no-such-split', message });
    return found;
  }

  #folder(folder: string, split: string, isNamed: boolean): void {
    const from = folder === '' ? 0 : folder.length + 1;
    for (const source of walkFiles(this.#fs, folder, isYoloImage))
      this.#add({ source, below: source.slice(from), split, isNamed });
  }

  #list(path: string, split: string, isNamed: boolean): void {
    const text = readTextOr(this.#fs, path, this.#report) ?? '';
    for (const [i, line] of text.split(/\r\n|\n|\r/).entries()) {
      const written = line.trim();
      if (written === '') continue;
      const source = this.#listedImage(folderOf(path), written);
      if (source === undefined) this.#tellOutside(path, i + 1, written);
      else this.#add({ source, below: belowImages(source, this.#set.home, split), split, isNamed });
    }
  }

  #listedImage(folder: string, written: string): string | undefined {
    const { home } = this.#set;
    const ends = endsOf(written);
    const candidates = isAbsolute(written)
      ? [...ends.map((end) => pathWithin(home, end)), ...ends]
      : [pathWithin(folder, written), pathWithin(home, written), pathWithin('', written)];
    const paths = candidates.filter((path) => path !== undefined && path !== '') as string[];
    // Of an absolute path that is nowhere, what begins at `images` is the likeliest.
    const usual = isAbsolute(written) ? ends.find((end) => end.startsWith('images/')) : paths[0];
    return paths.find((path) => this.#fs.has(path)) ?? usual ?? ends.at(-1);
  }

  #tellOutside(path: string, line: number, written: string): void {
    const message = `“${written.slice(0, 200)}” leads out of the data set: the image is left out.`;
    this.#report.problem({ path, line, severity: 'error', code: 'path-outside', message });
  }

  #add(next: Found): void {
    const known = this.found.get(next.source);
    if (!known) this.found.set(next.source, next);
    else if (known.split !== next.split && !known.isNamed) {
      // Of two splits with the same images, only one that is named so counts.
      known.split = next.isNamed ? next.split : undefined;
      known.isNamed = next.isNamed;
    }
  }
}

const USUAL: ReadonlyMap<string, string> = new Map([
  ['train', 'train'],
  ['val', 'val'],
  ['valid', 'val'],
  ['validation', 'val'],
  ['test', 'test'],
]);

function belowImages(source: string, home: string, split: string): string {
  const path = home !== '' && source.startsWith(`${home}/`) ? source.slice(home.length + 1) : source;
  const prefix = [`images/${split}/`, `${split}/images/`, 'images/'].find((each) => path.startsWith(each));
  return path.slice(prefix?.length ?? 0);
}

/** Names that are unique: below the folder of the split, with the split before it, or the whole path. */
function named(found: readonly Found[]): YoloImages {
  const ways: readonly ((each: Found) => string)[] = [
    ({ below }) => below,
    ({ below, split }) => (split === undefined ? below : `${split}/${below}`),
    ({ source }) => source,
  ];
  const way =
    ways.find((path) => new Set(found.map(path)).size === found.length) ?? (({ source }: Found) => source);
  const images = found.map((each) => ({
    path: way(each),
    source: each.source,
    sizeAt: each.source,
    ...(each.split !== undefined && { split: each.split }),
  }));
  return { images, splitInPath: way === ways[1] };
}

const EXTENSIONS = ['jpg', 'png', 'jpeg', 'JPG', 'bmp', 'webp', 'tif', 'tiff', 'PNG', 'JPEG'];

/** The label files of a data set, and which of them an image has. */
class LabelFiles {
  readonly #fs: ReadFs;
  readonly #folder: string;
  readonly #all: ReadonlySet<string>;
  readonly #taken = new Set<string>();

  constructor(fs: ReadFs, home: string) {
    this.#fs = fs;
    this.#folder = joined(home, 'labels');
    this.#all = new Set(walkFiles(fs, this.#folder, isLabelName));
  }

  /** By Ultralytics' rule; else by the same path in the folder `labels`. */
  of({ sizeAt, path }: YoloImage): string | undefined {
    const usual = labelPathOf(sizeAt);
    const found = this.#has(usual) ? usual : this.#beside(`${this.#folder}/${withoutExtension(path)}.txt`);
    if (found !== undefined) this.#taken.add(found);
    return found;
  }

  #has(path: string): boolean {
    return this.#all.has(path) || (!path.startsWith(`${this.#folder}/`) && this.#fs.has(path));
  }

  #beside(path: string): string | undefined {
    return this.#all.has(path) ? path : undefined;
  }

  /** Label files without an image in the source: read where the size of the image can be had all the same. */
  orphans(source: Source, report: Report): readonly YoloImage[] {
    return [...this.#all].flatMap((labels) => {
      if (this.#taken.has(labels)) return [];
      const below = withoutExtension(labels.slice(this.#folder.length + 1));
      const image = orphanImage(below, labels, source);
      if (!image) report.problem(orphan(labels));
      return image ?? [];
    });
  }
}

/** The image of a label file, by what is asked for sizes: below `images`, or below a folder of images. */
function orphanImage(below: string, labels: string, source: Source): YoloImage | undefined {
  const [first = ''] = below.split('/');
  const split = USUAL.get(first);
  const inSplit = split === undefined ? below : below.slice(first.length + 1);
  for (const extension of EXTENSIONS) {
    const path = `${inSplit}.${extension}`;
    const places = [`images/${below}.${extension}`, `${below}.${extension}`, path];
    const sizeAt = places.find((place) => source.imageSize(place) !== undefined);
    if (sizeAt !== undefined) return { path, sizeAt, labels, ...(split !== undefined && { split }) };
  }
  return undefined;
}

function orphan(path: string) {
  const message = 'There is no image for this label file: without its size the labels cannot be placed.';
  return { path, severity: 'error', code: 'label-without-image', message } as const;
}
