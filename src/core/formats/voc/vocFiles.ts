import type { Source } from '../format';
import { readXmlText } from '../xml/readXmlText';
import { folderOf, isImageName, joined, lastPart, safePath, withoutExtension } from '../lib/safePath';
import { walkFiles } from '../lib/walkFiles';
import type { Report } from '../report';
import { TextCache } from './textCache';
import { labelsIn, fileNameIn } from './vocScan';

/** One image of a VOC data set. */
export interface VocEntry {
  /** As in `LabeledImage.path`. */
  readonly imagePath: string;
  /** Where its file is, if it is there. */
  readonly file: string | undefined;
  /** Undefined when there is no XML of it. */
  readonly xml: string | undefined;
  readonly split: string | undefined;
}

export interface VocFiles {
  readonly entries: readonly VocEntry[];
  /** Class names that objects have, sorted by code points. */
  readonly labels: readonly string[];
  readonly texts: TextCache;
}

/** Where VOC's folders are. */
export interface VocRootFolder {
  readonly path: string;
  /** False when the XML files lie anywhere, mostly beside their images, as LabelImg and Roboflow have it. */
  readonly hasFolders: boolean;
}

const MAX_DEPTH = 4;
/** The first is there when anything is labelled. */
const MARKS = ['Annotations', 'JPEGImages', 'ImageSets', 'SegmentationClass'];

/** The folder that has VOC's folders, the highest first; else the source itself. */
export function vocRootFolder({ fs, file }: Pick<Source, 'fs' | 'file'>): VocRootFolder {
  if (file !== undefined) {
    const folder = folderOf(file);
    const isInAnnotations = folder === 'Annotations' || folder.endsWith('/Annotations');
    return { path: isInAnnotations ? folderOf(folder) : folder, hasFolders: isInAnnotations };
  }
  let level: readonly string[] = [''];
  for (let depth = 0; depth <= MAX_DEPTH && level.length > 0 && level.length < 1000; depth++) {
    const found = level.find((path) => MARKS.some((name) => fs.list(joined(path, name)).length > 0));
    if (found !== undefined) return { path: found, hasFolders: true };
    level = level.flatMap((path) =>
      fs.list(path).flatMap(({ name, kind }) => (kind === 'folder' ? [joined(path, name)] : [])),
    );
  }
  return { path: '', hasFolders: false };
}

/** Finds all images and labels, and looks into every XML for the name of its image and its classes. */
export function vocFiles(
  source: Source,
  root: VocRootFolder,
  splits: ReadonlyMap<string, string | undefined>,
  report: Report,
): VocFiles {
  const images = imagesOf(source, root);
  const labels = new Set<string>();
  const texts = new TextCache();
  const entries: VocEntry[] = [];
  const taken = new Set<string>();
  const withXml = new Set<string>();
  for (const { xml, stem } of xmlFiles(source, root)) {
    const decoded = readXmlText(source.fs, xml);
    const text = decoded?.text;
    if (text !== undefined && !/<annotation[\s>]/.test(text) && !root.hasFolders) continue;
    if (decoded) texts.keep(xml, decoded);
    for (const label of labelsIn(text ?? '')) labels.add(label);
    const imagePath = freePath(imagePathOf(stem, fileNameIn(text ?? ''), images), stem, taken, xml, report);
    taken.add(imagePath);
    withXml.add(stem);
    entries.push({ imagePath, file: images.files.get(imagePath), xml, split: splitOf(stem, root, splits) });
  }
  const rest = unlabelled(source, images, splits, taken, withXml);
  entries.push(
    ...rest.map((each) => ({ ...each, split: splitOf(withoutExtension(each.imagePath), root, splits) })),
  );
  return { entries, labels: [...labels].sort(), texts };
}

export interface Images {
  /** Files by path below the images' folder. */
  readonly files: ReadonlyMap<string, string>;
  readonly byStem: ReadonlyMap<string, string>;
}

export function imagesOf({ fs }: Source, root: VocRootFolder): Images {
  const folder = root.hasFolders ? joined(root.path, 'JPEGImages') : root.path;
  const files = new Map<string, string>();
  const byStem = new Map<string, string>();
  for (const path of walkFiles(fs, folder, isImageName)) {
    const below = folder === '' ? path : path.slice(folder.length + 1);
    files.set(below, path);
    byStem.set(withoutExtension(below), below);
  }
  return { files, byStem };
}

function* xmlFiles({ fs, file }: Source, root: VocRootFolder): Generator<{ xml: string; stem: string }> {
  const folder = root.hasFolders ? joined(root.path, 'Annotations') : root.path;
  const files = file === undefined ? walkFiles(fs, folder, (name) => /\.xml$/i.test(name)) : [file];
  for (const xml of files)
    yield { xml, stem: withoutExtension(folder === '' ? xml : xml.slice(folder.length + 1)) };
}

/**
 * What the file calls its image, below the folder that the XML lies in; if that is not there but an image with the
 * stem of the XML is, that one: renamed images keep their old name inside.
 */
export function imagePathOf(stem: string, named: string | undefined, images: Images): string {
  const folder = folderOf(stem);
  const safe = named === undefined ? undefined : safePath(named);
  const name = lastPart(named ?? '');
  const isBelow = safe !== undefined && (folder === '' || safe.startsWith(`${folder}/`));
  const told = isBelow ? safe : name === '' ? undefined : safePath(joined(folder, name));
  if (told !== undefined && images.files.has(told)) return told;
  const inFolder = name === '' ? undefined : safePath(joined(folder, name));
  if (inFolder !== undefined && images.files.has(inFolder)) return inFolder;
  return images.byStem.get(stem) ?? withImageExtension(told) ?? `${stem}.jpg`;
}

/** Some tools leave the extension out. */
function withImageExtension(path: string | undefined): string | undefined {
  return path === undefined || lastPart(path).includes('.') ? path : `${path}.jpg`;
}

export function freePath(
  path: string,
  stem: string,
  taken: ReadonlySet<string>,
  xml: string,
  report: Report,
): string {
  if (!taken.has(path)) return path;
  report.problem({
    severity: 'warning',
    code: 'image-twice',
    path: xml,
    message: `It names ${path} as its image, as another file does; it is taken for an image of its own name.`,
  });
  let free = `${stem}.jpg`;
  while (taken.has(free)) free = `${withoutExtension(free)}_.jpg`;
  return free;
}

function unlabelled(
  { file }: Source,
  images: Images,
  splits: ReadonlyMap<string, string | undefined>,
  taken: ReadonlySet<string>,
  withXml: ReadonlySet<string>,
): Omit<VocEntry, 'split'>[] {
  if (file !== undefined) return [];
  const found = [...images.files].filter(([below]) => !taken.has(below));
  const listed = [...splits.keys()].filter((stem) => !withXml.has(stem) && !images.byStem.has(stem));
  return [
    ...found.map(([imagePath, path]) => ({ imagePath, file: path, xml: undefined })),
    ...listed.flatMap((stem) => {
      const imagePath = safePath(lastPart(stem).includes('.') ? stem : `${stem}.jpg`);
      return imagePath === undefined || taken.has(imagePath)
        ? []
        : [{ imagePath, file: undefined, xml: undefined }];
    }),
  ];
}

const FOLDER_SPLITS: ReadonlySet<string> = new Set(['train', 'valid', 'val', 'validation', 'test']);

/** From the lists; without them from a first folder that is named like a split. */
function splitOf(
  stem: string,
  root: VocRootFolder,
  splits: ReadonlyMap<string, string | undefined>,
): string | undefined {
  if (splits.has(stem)) return splits.get(stem);
  const [first = ''] = stem.split('/');
  return !root.hasFolders && stem.includes('/') && FOLDER_SPLITS.has(first) ? first : undefined;
}
