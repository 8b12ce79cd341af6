import { compareCodePoints } from '../../dataset/pathOrder';
import { EMPTY_SCHEMA, type LabelSchema } from '../../schema/labelSchema';
import type { Source } from '../format';
import type { ReadFs } from '../fs';
import type { LabeledImage, LabelSet } from '../labelSet';
import { joined, lastPart } from '../lib/safePath';
import { walkFiles } from '../lib/walkFiles';
import type { Report } from '../report';
import { isYoloImage } from '../yolo/labelPath';
import { listed } from '../yolo/dataSet';
import { isSplitFolder, splitOfFolder } from './folderNames';

interface Found {
  readonly source: string;
  readonly splitFolder?: string;
  readonly className?: string;
  /** The path below the class's folder. */
  readonly below: string;
}

/**
 * `<split>/<class>/.../image` or `<class>/.../image`: deeper folders belong to the class. A loader numbers classes by
 * their sorted names (pytorch/vision: torchvision/datasets/folder.py).
 */
export function readImageFolder(source: Source, report: Report): LabelSet {
  const splits = splitFolders(source.fs, source.options['splits']);
  const found =
    splits === undefined ? inFolder(source.fs, '') : splits.flatMap((name) => inSplit(source.fs, name));
  const classes = [...classNames(source.fs, splits)].sort(compareCodePoints);
  tellMissing(source.fs, splits, classes, report);
  const { paths, way } = uniquePaths(found);
  const group = source.options['tag-group'] ?? 'class';
  return {
    schema: schemaOf(classes, group),
    imageCount: found.length,
    images: {
      *[Symbol.iterator]() {
        for (const [i, each] of found.entries()) {
          const path = paths[i] ?? each.source;
          report.read(path, 0);
          report.progress(i + 1, found.length, 'images read');
          yield imageOf(each, path, source);
        }
      },
    },
    foreign: { imageFolder: { inPath: way } },
  };
}

function imageOf({ source: at, splitFolder, className }: Found, path: string, source: Source): LabeledImage {
  const size = source.imageSize(at) ?? { widthPx: 0, heightPx: 0 };
  const split = splitFolder === undefined ? undefined : splitOfFolder(splitFolder);
  const tags = className === undefined ? [] : [className];
  const doc = { image: { file: lastPart(path), ...size }, tags, annotations: [], kept: [] };
  return { path, source: at, ...(split !== undefined && { split }), labelled: tags.length > 0, doc };
}

function schemaOf(classes: readonly string[], group: string): LabelSchema {
  const options = classes.map((name) => ({ name }));
  return { ...EMPTY_SCHEMA, tags: [{ name: group, choice: 'single', required: true, options }] };
}

function foldersIn(fs: ReadFs, folder: string): readonly string[] {
  return listed(fs, folder).flatMap(({ name, kind }) =>
    kind === 'folder' && !name.startsWith('.') ? [name] : [],
  );
}

/** The folders of splits, or undefined when the folders at the top are classes. */
export function splitFolders(fs: ReadFs, wanted?: string): readonly string[] | undefined {
  const folders = foldersIn(fs, '');
  if (wanted === 'no' || folders.length === 0) return undefined;
  if (wanted === 'yes') return folders;
  const isSplits = folders.some((name) => foldersIn(fs, name).length > 0);
  return isSplits && (folders.every(isSplitFolder) || areAlike(fs, folders)) ? folders : undefined;
}

/** One has a split's name, and all have the same folders: the others are splits of the source's own. */
function areAlike(fs: ReadFs, folders: readonly string[]): boolean {
  const classes = folders.map((name) => foldersIn(fs, name).join('\n'));
  return folders.some(isSplitFolder) && classes[0] !== '' && classes.every((each) => each === classes[0]);
}

function inSplit(fs: ReadFs, splitFolder: string): readonly Found[] {
  return inFolder(fs, splitFolder).map((each) => ({ ...each, splitFolder }));
}

function inFolder(fs: ReadFs, folder: string): readonly Found[] {
  const from = folder === '' ? 0 : folder.length + 1;
  return [...walkFiles(fs, folder, isYoloImage)].map((source) => {
    const [className = '', ...rest] = source.slice(from).split('/');
    return rest.length === 0 ? { source, below: className } : { source, className, below: rest.join('/') };
  });
}

/** Folders of classes, without images too. */
function classNames(fs: ReadFs, splits: readonly string[] | undefined): ReadonlySet<string> {
  return new Set((splits ?? ['']).flatMap((folder) => foldersIn(fs, folder)));
}

function tellMissing(
  fs: ReadFs,
  splits: readonly string[] | undefined,
  classes: readonly string[],
  report: Report,
): void {
  for (const split of splits ?? []) {
    const own = new Set(foldersIn(fs, split));
    const missing = classes.filter((name) => !own.has(name));
    if (missing.length === 0 || own.size === 0) continue;
    const message = `${split} has no folder for ${missing.slice(0, 5).join(', ')}: loaders number the classes after it otherwise than in other splits. Put an empty folder there.`;
    report.problem({
      path: joined(split, missing[0] ?? ''),
      severity: 'warning',
      code: 'class-folder-missing',
      message,
    });
  }
}

/** What stands in the paths of images so that no two are the same. */
type InPath = 'nothing' | 'class' | 'split';

function uniquePaths(found: readonly Found[]): { readonly paths: readonly string[]; readonly way: InPath } {
  const ways: readonly (readonly [InPath, (each: Found) => string])[] = [
    ['nothing', ({ below }) => below],
    ['class', ({ className, below }) => joined(className ?? '', below)],
    ['split', ({ source }) => source],
  ];
  for (const [way, pathOf] of ways) {
    const paths = found.map(pathOf);
    if (new Set(paths).size === paths.length || way === 'split') return { paths, way };
  }
  return { paths: [], way: 'nothing' };
}
